/**
 * An animated PNG out of single PNG images: their pixels stay as they are encoded, and only the container
 * is another (PNG, third edition, https://www.w3.org/TR/png-3/#apng-frame-based-animation).
 */
import { crc32 } from 'node:zlib';

/** One picture of an animation: it replaces the part of the canvas that it covers. */
export interface Frame {
	/** A PNG file. All frames have the same colour type. */
	png: Buffer;
	/** Where its left upper corner is, in pixels. The first frame covers all of the canvas. */
	x: number;
	y: number;
	durationMs: number;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** The file of an animation that goes on for ever; a reader that knows no animations shows the first frame. */
export function toAnimatedPng(frames: readonly Frame[]): Buffer {
	let sequence = 0;
	const number = () => uint32(sequence++);
	const header = frames[0] ? readChunks(frames[0].png, 'IHDR') : [];
	const control = [uint32(frames.length), uint32(0)];
	const pictures = frames.flatMap((frame, at) => [
		chunk('fcTL', number(), ...placeOf(frame)),
		...readChunks(frame.png, 'IDAT').map((data) =>
			at === 0 ? chunk('IDAT', data) : chunk('fdAT', number(), data)
		)
	]);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', ...header),
		chunk('acTL', ...control),
		...pictures,
		chunk('IEND')
	]);
}

function placeOf({ png, x, y, durationMs }: Frame): Buffer[] {
	const [header = Buffer.alloc(8)] = readChunks(png, 'IHDR');
	const delay = Buffer.alloc(4);
	delay.writeUInt16BE(durationMs, 0);
	delay.writeUInt16BE(1000, 2);
	// Nothing is cleared after a frame, and nothing shines through it.
	const [keep, replace] = [0, 0];
	return [header.subarray(0, 8), uint32(x), uint32(y), delay, Buffer.from([keep, replace])];
}

function readChunks(png: Buffer, wanted: string): Buffer[] {
	const found: Buffer[] = [];
	for (let at = SIGNATURE.length; at < png.length;) {
		const end = at + 8 + png.readUInt32BE(at);
		if (png.toString('latin1', at + 4, at + 8) === wanted) found.push(png.subarray(at + 8, end));
		at = end + 4;
	}
	return found;
}

function chunk(name: string, ...parts: Buffer[]): Buffer {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), ...parts]);
	return Buffer.concat([uint32(body.length - 4), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

/**
 * Convex's document ids: the table's number as a varint, sixteen random bytes and a checksum, in
 * lower-case Crockford base 32.
 */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const RANDOM_BYTES = 16;
const MAX_LENGTH = 37;

/** A new id in the table of that number. */
export function newId(tableNumber: number): string {
	return encode(tableNumber, randomBytes(RANDOM_BYTES));
}

/** The number of the table that an id belongs to, or `undefined` when the text is no id. */
export function tableNumberOf(id: string): number | undefined {
	if (id.length > MAX_LENGTH) return undefined;
	const bytes = fromBase32(id);
	let tableNumber = 0;
	let length = 0;
	for (let more = true; more; length++) {
		const byte = bytes[length];
		if (byte === undefined) return undefined;
		tableNumber += (byte & 0x7f) * 2 ** (7 * length);
		more = byte >= 0x80;
	}
	const random = bytes.slice(length, length + RANDOM_BYTES);
	// Encoding it again proves the checksum, the length and the spelling in one comparison.
	return encode(tableNumber, random) === id ? tableNumber : undefined;
}

function encode(tableNumber: number, random: Iterable<number>): string {
	const bytes = [...varint(tableNumber), ...random];
	return toBase32([...bytes, ...fletcher16(bytes)]);
}

function varint(value: number): number[] {
	const bytes: number[] = [];
	for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
	return [...bytes, value];
}

function fletcher16(bytes: number[]): [number, number] {
	let low = 0;
	let high = 0;
	for (const byte of bytes) {
		low = (low + byte) % 256;
		high = (high + low) % 256;
	}
	return [low, high];
}

function toBase32(bytes: number[]): string {
	let text = '';
	let value = 0;
	let bits = 0;
	for (const byte of bytes) {
		value = ((value << 8) | byte) & 0xfff;
		for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((value >> (bits - 5)) & 31);
	}
	return bits > 0 ? text + ALPHABET.charAt((value << (5 - bits)) & 31) : text;
}

function fromBase32(text: string): number[] {
	const bytes: number[] = [];
	let value = 0;
	let bits = 0;
	for (const character of text) {
		const digit = ALPHABET.indexOf(character);
		if (digit < 0) return [];
		value = ((value << 5) | digit) & 0xfff;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			bytes.push((value >> bits) & 0xff);
		}
	}
	return bytes;
}

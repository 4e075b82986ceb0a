/**
 * Convex values as bytes that sort as Convex sorts the values: missing < null < int64 < float64 <
 * boolean < string < bytes < array < object. Every value's bytes end where they say they end, so the
 * bytes of a tuple are those of its values one after the other, and "starts with these values" is a
 * range of bytes.
 */
import type { Value } from 'convex/values';

/** A range of keys: `from` is in it, `to` is not. */
export interface KeyRange {
	from: Buffer;
	to: Buffer;
}

/** Every key. No tag is as high as 255. */
export const ALL_KEYS: KeyRange = { from: Buffer.of(), to: Buffer.of(0xff) };

const END = 0;
const TAG = {
	missing: 1,
	null: 2,
	int64: 3,
	float64: 4,
	boolean: 5,
	string: 6,
	bytes: 7,
	array: 8,
	object: 9
} as const;

/** The key of a tuple of values. */
export function encodeKey(values: readonly (Value | undefined)[]): Buffer {
	const bytes: number[] = [];
	for (const value of values) write(value, bytes);
	return Buffer.from(bytes);
}

/** All keys whose tuples start with the tuple of this key. */
export function startingWith(key: Buffer): KeyRange {
	if (key.length === 0) return ALL_KEYS;
	const to = Buffer.from(key);
	// The last byte of a value is END, a digit of a number, or below 255 by the choice of the tags;
	// a number may end in 255, hence the carry.
	let last = to.length - 1;
	while (to[last] === 0xff) last--;
	to[last] = (to[last] ?? 0) + 1;
	return { from: key, to: to.subarray(0, last + 1) };
}

/** The first key after this one. */
export function justAfter(key: Buffer): Buffer {
	return Buffer.concat([key, Buffer.of(0)]);
}

function write(value: Value | undefined, bytes: number[]): void {
	if (value === undefined) bytes.push(TAG.missing);
	else if (value === null) bytes.push(TAG.null);
	else if (typeof value === 'bigint') bytes.push(TAG.int64, ...int64(value));
	else if (typeof value === 'number') bytes.push(TAG.float64, ...float64(value));
	else if (typeof value === 'boolean') bytes.push(TAG.boolean, value ? 1 : 0);
	else if (typeof value === 'string') writeEscaped(TAG.string, Buffer.from(value), bytes);
	else if (value instanceof ArrayBuffer) writeEscaped(TAG.bytes, new Uint8Array(value), bytes);
	else if (Array.isArray(value)) writeSequence(TAG.array, value, bytes);
	else writeSequence(TAG.object, Object.entries(value).sort(byName).flat(), bytes);
}

function writeSequence(tag: number, values: (Value | undefined)[], bytes: number[]): void {
	bytes.push(tag);
	for (const value of values) write(value, bytes);
	bytes.push(END);
}

function writeEscaped(tag: number, content: Uint8Array, bytes: number[]): void {
	bytes.push(tag);
	for (const byte of content) {
		bytes.push(byte);
		if (byte === END) bytes.push(0xff);
	}
	bytes.push(END, END);
}

function int64(value: bigint): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeBigInt64BE(value);
	bytes[0] = (bytes[0] ?? 0) ^ 0x80;
	return bytes;
}

function float64(value: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeDoubleBE(value);
	const first = bytes[0] ?? 0;
	if (first < 0x80) bytes[0] = first ^ 0x80;
	else for (let i = 0; i < bytes.length; i++) bytes[i] = (bytes[i] ?? 0) ^ 0xff;
	return bytes;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
	return a < b ? -1 : 1;
}

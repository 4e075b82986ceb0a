/**
 * Convex's document ids: the table's number as a varint, sixteen random bytes and a checksum, in
 * lower-case Crockford base 32.
 */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const RANDOM_BYTES = 16;

/** A new id in the table of that number. */
export function newId(tableNumber: number): string {
	return encode(tableNumber, randomBytes(RANDOM_BYTES));
}

/** The number of the table that an id belongs to, or `undefined` when the text is no id. */
export function tableNumberOf(id: string): number | undefined {
	if (!/^[0-9a-hjkmnp-tv-z]{31,37}$/.test(id)) return undefined;
	const bits = Array.from(id, (digit) => toBits(ALPHABET.indexOf(digit), 5)).join('');
	const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
	const length = bytes.findIndex((byte) => byte < 0x80) + 1;
	const tableNumber = bytes
		.slice(0, length)
		.reduceRight((number, byte) => number * 0x80 + (byte % 0x80), 0);
	// Encoding it again proves the checksum, the length and the spelling in one comparison.
	const again = encode(tableNumber, bytes.slice(length, length + RANDOM_BYTES));
	return again === id ? tableNumber : undefined;
}

function encode(tableNumber: number, random: Iterable<number>): string {
	const bytes: number[] = [];
	let rest = tableNumber;
	for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
	bytes.push(rest, ...random);
	const bits = [...bytes, ...fletcher16(bytes)].map((byte) => toBits(byte, 8)).join('');
	return bits.replace(/.{1,5}/g, (digit) => ALPHABET.charAt(parseInt(digit.padEnd(5, '0'), 2)));
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

function toBits(value: number, length: number): string {
	return value.toString(2).padStart(length, '0');
}

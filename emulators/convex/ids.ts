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
	const bytes = regroup(
		Array.from(id, (digit) => ALPHABET.indexOf(digit)),
		5,
		8
	);
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
	// The zeros at the end fill up the last digit, and are left out when they make one of their own.
	const digits = regroup([...bytes, ...fletcher16(bytes), 0], 8, 5);
	const length = Math.ceil(((bytes.length + 2) * 8) / 5);
	return digits
		.slice(0, length)
		.map((digit) => ALPHABET.charAt(digit))
		.join('');
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

/** The same bits in groups of another size, without those that fill no group. */
function regroup(groups: readonly number[], from: number, to: number): number[] {
	const regrouped: number[] = [];
	let bits = 0;
	let count = 0;
	for (const group of groups) {
		bits = (bits << from) | group;
		count += from;
		for (; count >= to; bits &= (1 << count) - 1) {
			count -= to;
			regrouped.push(bits >> count);
		}
	}
	return regrouped;
}

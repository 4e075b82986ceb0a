import type { Value } from 'convex/values';
import { ArgumentError } from '../errors.js';

/** A value that contains no other values. */
type Leaf = Extract<Value, string | number | boolean | bigint | ArrayBuffer | null>;

/**
 * Copies a value: later changes of the original do not affect the copy. Its texts are well-formed: in a
 * frame with half a surrogate pair the backend can read nothing, and it ends the connection.
 *
 * @throws {ArgumentError} for what Convex has no type for
 */
export function copyValue<T extends Value>(value: T): T {
	// A copy has the type of what it was made from.
	return convert(value, (leaf) => {
		if (typeof leaf === 'string') return leaf.replace(/\p{Surrogate}/gu, '\ufffd');
		return leaf instanceof ArrayBuffer ? leaf.slice(0) : leaf;
	}) as T;
}

/**
 * Writes a value as Convex writes it in JSON, with sorted fields. Convex's own function also explains
 * what is wrong with a value, which is too much code for a launch.
 *
 * @throws {ArgumentError} for what Convex has no type for
 */
export function jsonOf(value: Value): string {
	return JSON.stringify(convert(value, encode));
}

function convert(value: unknown, leaf: (value: Leaf) => unknown): unknown {
	if (isLeaf(value)) return leaf(value);
	if (Array.isArray(value)) return value.map((item) => convert(item, leaf));
	if (!isPlainObject(value)) {
		const type = Object.prototype.toString.call(value);
		throw new ArgumentError(`Convex has no type for ${type}.`);
	}
	const fields = Object.entries(value).filter(([, field]) => field !== undefined);
	fields.sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(fields.map(([name, field]) => [name, convert(field, leaf)]));
}

function isLeaf(value: unknown): value is Leaf {
	return (
		['string', 'number', 'boolean', 'bigint'].includes(typeof value) ||
		value === null ||
		value instanceof ArrayBuffer
	);
}

function isPlainObject(value: unknown): value is object {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || prototype === Object.prototype;
}

function encode(value: Leaf): unknown {
	if (typeof value === 'bigint') return { $integer: base64(new BigInt64Array([value])) };
	if (value instanceof ArrayBuffer) return { $bytes: base64(new Uint8Array(value)) };
	const isInJson = typeof value !== 'number' || (isFinite(value) && !Object.is(value, -0));
	return isInJson ? value : { $float: base64(new Float64Array([value])) };
}

function base64({ buffer }: { buffer: ArrayBufferLike }): string {
	return btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''));
}

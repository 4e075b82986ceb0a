import { isRecord } from '../is-record.js';

/** Whether two Convex values are equal. For bytes it always returns `false`. */
export function isSame(one: unknown, other: unknown): boolean {
	if (Object.is(one, other)) return true;
	if (!isRecord(one) || !isRecord(other)) return false;
	if (Array.isArray(one) || Array.isArray(other)) {
		return (
			Array.isArray(one) &&
			Array.isArray(other) &&
			one.length === other.length &&
			one.every((value, index) => isSame(value, other[index]))
		);
	}
	if (one instanceof ArrayBuffer || other instanceof ArrayBuffer) return false;
	// A field that is `undefined` is not sent, so it counts as absent.
	const names = new Set([...Object.keys(one), ...Object.keys(other)]);
	for (const name of names) if (!isSame(one[name], other[name])) return false;
	return true;
}

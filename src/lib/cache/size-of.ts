/** The size of a number, a date or a boolean. */
const SCALAR_BYTES = 8;

/**
 * The approximate size of a value on the disk, in bytes. Browsers store a string with one byte for each
 * character if all of them are in Latin-1, and with two otherwise.
 */
export function sizeOf(value: unknown): number {
	if (typeof value === 'string') return value.length * (/[^\0-\xff]/.test(value) ? 2 : 1);
	if (value instanceof ArrayBuffer) return value.byteLength;
	if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + sizeOf(part), 0);
	if (typeof value !== 'object' || value === null) return SCALAR_BYTES;
	return Object.entries(value).reduce((sum, [name, part]) => sum + name.length + sizeOf(part), 0);
}

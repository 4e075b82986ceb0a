/** A number, a date, a yes or no. */
const SCALAR_BYTES = 8;

/**
 * About how many bytes a value takes on the disk: browsers write a text with one byte a character while
 * all of them are in Latin-1, and otherwise with two.
 */
export function sizeOf(value: unknown): number {
	if (typeof value === 'string') return value.length * (/[^\0-\xff]/.test(value) ? 2 : 1);
	if (value instanceof ArrayBuffer) return value.byteLength;
	if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + sizeOf(part), 0);
	if (typeof value !== 'object' || value === null) return SCALAR_BYTES;
	return Object.entries(value).reduce((sum, [name, part]) => sum + name.length + sizeOf(part), 0);
}

/** Times and sizes as the panel says them. */

const UNITS: readonly [string, number][] = [
	['d', 86_400_000],
	['h', 3_600_000],
	['min', 60_000],
	['s', 1_000]
];

/** A span of time by its largest unit: `41 s`, `3 min`. */
export function spanInWords(ms: number): string {
	const [unit, size] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? ['ms', 1];
	return `${Math.round(ms / size)} ${unit}`;
}

/** `2.1 MB`, `12 kB`, `300 B`. */
export function bytesInWords(bytes: number): string {
	if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
	return bytes >= 1_000 ? `${Math.round(bytes / 1_000)} kB` : `${bytes} B`;
}

/** The time of day, to the second. */
export function timeInWords(at: number): string {
	return new Date(at).toLocaleTimeString('en-GB');
}

/** What of a key a person reads: the function and its arguments, without the view before them. */
export function keyInWords(key: string): string {
	return /[^\s(]+\(.*\)$/s.exec(key)?.[0] ?? key;
}

/** How many ids a millisecond has, before the next is begun. */
const IDS_PER_MS = 1_024;

/**
 * Makes version 7 UUIDs: as texts they sort by the time when they were made, also within a millisecond
 * and when the clock is set back.
 */
export function createClientIds(now: () => number): () => string {
	let last = 0;
	return () => {
		last = Math.max(last + 1, now() * IDS_PER_MS);
		const [variant = 0, ...random] = crypto.getRandomValues(new Uint16Array(4));
		return [
			hex(last / IDS_PER_MS, 12),
			`7${hex(last % IDS_PER_MS, 3)}`,
			hex(0x8000 | (variant & 0x3fff), 4),
			...random.map((part) => hex(part, 4))
		]
			.join('')
			.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
	};
}

/** Makes a version 7 UUID for something that the user has just written. */
export const createClientId = createClientIds(Date.now);

function hex(value: number, digits: number): string {
	return Math.floor(value).toString(16).padStart(digits, '0');
}

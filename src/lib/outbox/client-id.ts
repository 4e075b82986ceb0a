/** How many ids fit into a millisecond before the next one begins. */
const IDS_PER_MS = 1_024;

/**
 * Creates a generator of version 7 UUIDs. As strings they sort by creation time, also within a millisecond
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

/** Creates a version 7 UUID, for example for a message that the user has just written. */
export const createClientId = createClientIds(Date.now);

function hex(value: number, digits: number): string {
	return Math.floor(value).toString(16).padStart(digits, '0');
}

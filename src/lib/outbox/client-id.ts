/** The bits of a version 7 UUID that count within a millisecond; the other 62 of its random bits stay random. */
const MAX_COUNT = 0xfff;

/**
 * Makes version 7 UUIDs: as texts they sort by the time when they were made, also within a millisecond
 * and when the clock is set back.
 */
export function createClientIds(now: () => number): () => string {
	let lastMs = 0;
	let count = 0;
	return () => {
		const ms = now();
		if (ms > lastMs) {
			lastMs = ms;
			count = 0;
		} else if (count === MAX_COUNT) {
			lastMs += 1;
			count = 0;
		} else {
			count += 1;
		}
		const random = crypto.getRandomValues(new Uint8Array(8));
		random[0] = 0x80 | ((random[0] ?? 0) & 0x3f);
		const time = hex(lastMs, 12);
		const tail = Array.from(random, (byte) => hex(byte, 2)).join('');
		return [
			time.slice(0, 8),
			time.slice(8),
			`7${hex(count, 3)}`,
			tail.slice(0, 4),
			tail.slice(4)
		].join('-');
	};
}

/** Makes a version 7 UUID for something that the user has just written. */
export const createClientId = createClientIds(Date.now);

function hex(value: number, digits: number): string {
	return value.toString(16).padStart(digits, '0');
}

import type { StoredEntry } from './stored-entry.js';

type Timed = Pick<StoredEntry, 'notBefore' | 'wantedAt'>;

/** Whether the time at which an entry may be sent has not come. A clock that was set back keeps nothing. */
export function isKeptBack({ notBefore, wantedAt }: Timed, now: number): boolean {
	return notBefore !== undefined && wantedAt <= now && now < notBefore;
}

/** In how many milliseconds the first of the entries that are kept back may be sent; `undefined`: none is. */
export function nextDueMs(entries: readonly Timed[], now: number): number | undefined {
	const waits = entries.flatMap((entry) =>
		entry.notBefore !== undefined && isKeptBack(entry, now) ? [entry.notBefore - now] : []
	);
	return waits.length > 0 ? Math.min(...waits) : undefined;
}

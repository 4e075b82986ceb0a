import type { StoredEntry } from './stored-entry.js';

type Timed = Pick<StoredEntry, 'notBefore' | 'wantedAt'>;

/** Whether the time at which an entry may be sent has not come. A clock that was set back keeps nothing. */
export function isKeptBack({ notBefore, wantedAt }: Timed, now: number): boolean {
	return notBefore !== undefined && wantedAt <= now && now < notBefore;
}

/** In how many milliseconds the first of those that are kept back may be sent; `Infinity`: none is. */
export function nextDueMs(entries: readonly Timed[], now: number): number {
	const kept = entries.filter((entry) => isKeptBack(entry, now));
	return Math.min(...kept.map(({ notBefore = now }) => notBefore - now));
}

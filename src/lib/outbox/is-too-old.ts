import { isLongAgo, type Times } from './entry-age.js';
import type { StoredEntry } from './stored-entry.js';

/** Whether so much time has passed since an entry was wanted that the user must be asked. */
export function isTooOld({ wantedAt, heardAt }: StoredEntry, times: Times): boolean {
	// Unknown, because what was stored is torn.
	return wantedAt === 0 || isLongAgo(wantedAt, heardAt, times);
}

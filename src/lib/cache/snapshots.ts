import type { Report } from '../diagnostics.js';

/** The caches of Cache Storage that have snapshots. */
export interface Snapshots {
	delete(): Promise<unknown>;
	caches: CacheStorage | undefined;
	snapshotCaches: readonly string[];
	report: Report;
}

/** A query's last result, as it is kept on the device. */
export interface CachedResult {
	/** The result: any Convex value. */
	value: unknown;
	/** When the result was last known to be live, in milliseconds since 1970. */
	asOf: number;
}

/**
 * The query results of one subject that survive a restart. No method throws: a cache that fails is a
 * cache that is empty.
 */
export interface QueryCache {
	/** `device`: kept across restarts. `memory`: storage does not work here, kept while the page is open. */
	readonly durability: 'device' | 'memory';
	get(key: string): Promise<CachedResult | undefined>;
	put(key: string, result: CachedResult): Promise<void>;
	/** Closes the cache and deletes all that is in it. */
	destroy(): Promise<void>;
	close(): void;
}

/** Checks what comes from the disk: an older or a torn record is as good as none. */
export function isCachedResult(stored: unknown): stored is CachedResult {
	return (
		typeof stored === 'object' &&
		stored !== null &&
		'value' in stored &&
		'asOf' in stored &&
		typeof stored.asOf === 'number'
	);
}

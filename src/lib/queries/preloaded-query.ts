import type { CachedResult } from '../cache/user-data.js';
import type { CachedQuery } from './cached-query.js';

/**
 * A query whose result a server has read. That result shows until the device has been read, which then has it
 * too, or a newer one (cache/server-results.ts).
 */
export class PreloadedQuery<Result> {
	readonly #first: CachedResult;
	readonly #query: CachedQuery<Result> | undefined;

	/** @param query `undefined` until the account is open, which on a server it never is */
	constructor(first: CachedResult, query: CachedQuery<Result> | undefined) {
		this.#first = first;
		this.#query = query;
	}

	/** The query, once the device has been read. */
	get #read(): CachedQuery<Result> | undefined {
		return this.#query?.awaits === 'device' ? undefined : this.#query;
	}

	get data(): Result | undefined {
		return this.#read ? this.#read.data : (this.#first.value as Result);
	}

	get error(): Error | undefined {
		return this.#read?.error;
	}

	get source(): 'live' | 'cached' | 'server' | undefined {
		const query = this.#read;
		if (!query) return 'server';
		const isFirst = query.source === 'cached' && query.asOf === this.#first.asOf;
		return isFirst ? 'server' : query.source;
	}

	get asOf(): number | undefined {
		return this.#read ? this.#read.asOf : this.#first.asOf;
	}

	get awaits(): 'device' | 'convex' | undefined {
		return this.#read?.awaits;
	}
}

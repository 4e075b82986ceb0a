import type { CachedQuery } from './cached-query.js';

/** A result that a server has read, as it is shown until there is something newer. */
export interface ServerResult<Result> {
	value: Result;
	/** In milliseconds since 1970, by this device's clock. */
	asOf: number;
}

/** A query whose result a server has read: that result first, then whatever the account has. */
export class PreloadedQuery<Result> {
	readonly #first: ServerResult<Result>;
	readonly #query: CachedQuery<Result> | undefined;

	/** @param query `undefined` until the account is open, which on a server it never is */
	constructor(first: ServerResult<Result>, query: CachedQuery<Result> | undefined) {
		this.#first = first;
		this.#query = query;
	}

	get data(): Result | undefined {
		return this.#query ? this.#query.data : this.#first.value;
	}

	get error(): Error | undefined {
		return this.#query?.error;
	}

	get source(): 'live' | 'cached' | 'server' | undefined {
		if (!this.#query) return 'server';
		const isFirst = this.#query.source === 'cached' && this.#query.asOf === this.#first.asOf;
		return isFirst ? 'server' : this.#query.source;
	}

	get asOf(): number | undefined {
		return this.#query ? this.#query.asOf : this.#first.asOf;
	}

	get awaits(): 'device' | 'convex' | undefined {
		return this.#query?.awaits;
	}
}

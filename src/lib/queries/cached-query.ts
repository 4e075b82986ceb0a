import { createSubscriber } from 'svelte/reactivity';
import type { UserData } from '../cache/user-data.js';
import type { QueryListener } from '../convex/live-queries.js';
import type { CachedQuery as PublicCachedQuery } from '../public/cached-query.js';

/**
 * A subscription stays open this long after its last reader, so that going back and forth costs
 * nothing. Convex's React client waits as long.
 */
const LINGER_MS = 5_000;

export interface CachedQueryOptions<Result> {
	/** The key under which the result is cached. */
	key: string;
	/** The version of the result: a copy that was kept for another one is not read. */
	version: number;
	cache: Pick<UserData, 'result' | 'putResult'>;
	/** Removes from the device what it keeps of the query. */
	drop: () => Promise<void>;
	/** Subscribes to the query; returns what ends it. */
	subscribe: (listener: QueryListener<Result>) => () => void;
	/** Optimistic updates. They are applied when the result is read, and are never cached with it. */
	optimistic: {
		apply: (result: Result | undefined) => Result | undefined;
		/** Called when the result is read from now on. Returns a function that ends this. */
		watch: () => () => void;
		/** Called with each live result, and when there is none any more. */
		showLive: (result: Result) => void;
		hideLive: () => void;
	};
	/** Whether the backend answers now. */
	isLive: () => boolean;
	now: () => number;
}

/** The query behind the interface of the same name, which describes what apps see of it. */
export class CachedQuery<Result> implements PublicCachedQuery<Result> {
	readonly #options: CachedQueryOptions<Result>;
	readonly #read = createSubscriber((update) => this.#retain(update));
	#update: () => void = () => undefined;

	// Plain fields, and `#update` tells the readers: state made inside a reaction would not reach it.
	#data: Result | undefined;
	/** The result with an optimistic update of Convex's client in it: shown, and never cached. */
	#tentative: Result | undefined;
	#error: Error | undefined;
	#asOf: number | undefined;
	#isFromBackend = false;
	#isCacheRead = false;

	#stop: (() => void) | undefined;
	#lingering: ReturnType<typeof setTimeout> | undefined;

	constructor(options: CachedQueryOptions<Result>) {
		this.#options = options;
	}

	get data(): Result | undefined {
		this.#read();
		// While the cache has not been read, optimistic updates alone would look like the whole result.
		const shown = this.#tentative === undefined ? this.#data : this.#tentative;
		const isKnown = shown !== undefined || this.#isCacheRead;
		return isKnown ? this.#options.optimistic.apply(shown) : undefined;
	}

	get error(): Error | undefined {
		this.#read();
		return this.#error;
	}

	get source(): 'live' | 'cached' | undefined {
		this.#read();
		if (this.#data === undefined) return undefined;
		return this.#isFromBackend && this.#options.isLive() ? 'live' : 'cached';
	}

	get asOf(): number | undefined {
		this.#read();
		return this.#asOf;
	}

	get awaits(): 'device' | 'convex' | undefined {
		this.#read();
		if (this.#data !== undefined || this.#error !== undefined) return undefined;
		return this.#isCacheRead ? 'convex' : 'device';
	}

	get isLoading(): boolean {
		return !!this.awaits;
	}

	/** Ends the subscription at once. */
	close(): void {
		clearTimeout(this.#lingering);
		this.#stop?.();
		this.#stop = undefined;
	}

	get isOpen(): boolean {
		return this.#stop !== undefined;
	}

	/** Shows nothing any more until the backend answers: what was kept is gone. */
	forget(): void {
		this.#data = this.#asOf = undefined;
		this.#update();
	}

	async drop(): Promise<void> {
		if (this.source !== 'live') this.forget();
		await this.#options.drop();
	}

	#retain(update: () => void): () => void {
		this.#update = update;
		clearTimeout(this.#lingering);
		this.#stop ??= this.#start();
		return () => {
			if (this.#stop) this.#lingering = setTimeout(() => this.close(), LINGER_MS);
		};
	}

	#start(): () => void {
		void this.#readCache();
		const unwatch = this.#options.optimistic.watch();
		const unsubscribe = this.#options.subscribe({
			onResult: (result, isTentative) => {
				this.#error = undefined;
				this.#tentative = isTentative ? result : undefined;
				if (isTentative) return this.#update();
				this.#data = result;
				this.#isFromBackend = true;
				this.#options.optimistic.showLive(result);
				this.#persist();
			},
			onError: (error) => {
				this.#error = error;
				this.#leaveBackend();
				this.#update();
			},
			onInterrupt: () => this.#persist(),
			onDisconnect: () => {
				this.#leaveBackend();
				this.#update();
			}
		});
		return () => {
			if (this.#options.isLive()) this.#persist();
			unsubscribe();
			this.#leaveBackend();
			unwatch();
		};
	}

	#leaveBackend(): void {
		this.#isFromBackend = false;
		this.#tentative = undefined;
		this.#options.optimistic.hideLive();
	}

	/** Notes that the result was live until now. */
	#persist(): void {
		if (!this.#isFromBackend || this.#data === undefined) return;
		this.#asOf = this.#options.now();
		const { cache, key, version } = this.#options;
		void cache.putResult(key, { value: this.#data, asOf: this.#asOf }, version);
		this.#update();
	}

	async #readCache(): Promise<void> {
		if (this.#isCacheRead) return;
		const { cache, key, version } = this.#options;
		const cached = await cache.result(key, version);
		if (cached && this.#data === undefined) {
			// Not checked: if it is something else, whoever shows it drops it.
			this.#data = cached.value as Result;
			this.#asOf = cached.asOf;
		}
		this.#isCacheRead = true;
		this.#update();
	}
}

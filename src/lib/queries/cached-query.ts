import { createSubscriber } from 'svelte/reactivity';
import type { UserData } from '../cache/user-data.js';
import type { QueryListener } from '../convex/live-queries.js';

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

/**
 * A query's result: first the cached one, then the live one, which is cached in turn. The query is
 * subscribed to while something reads it.
 */
export class CachedQuery<Result> {
	readonly #options: CachedQueryOptions<Result>;
	readonly #read = createSubscriber((update) => this.#retain(update));
	#update: () => void = () => undefined;

	// Plain fields, and `#update` tells the readers: state made inside a reaction would not reach it.
	#data: Result | undefined;
	#error: Error | undefined;
	#asOf: number | undefined;
	#isFromBackend = false;
	#isCacheRead = false;

	#stop: (() => void) | undefined;
	#lingering: ReturnType<typeof setTimeout> | undefined;

	constructor(options: CachedQueryOptions<Result>) {
		this.#options = options;
	}

	/** The result with optimistic updates, or `undefined` while there is none. */
	get data(): Result | undefined {
		this.#read();
		// While the cache has not been read, optimistic updates alone would look like the whole result.
		const isKnown = this.#data !== undefined || this.#isCacheRead;
		return isKnown ? this.#options.optimistic.apply(this.#data) : undefined;
	}

	/** The function's error, when there is no live result. The last result stays. */
	get error(): Error | undefined {
		this.#read();
		return this.#error;
	}

	/** `live`: as the backend has it now. `cached`: as the backend had it at {@link asOf}. */
	get source(): 'live' | 'cached' | undefined {
		this.#read();
		if (this.#data === undefined) return undefined;
		return this.#isFromBackend && this.#options.isLive() ? 'live' : 'cached';
	}

	/** When the result was last known to be live, in milliseconds since 1970. */
	get asOf(): number | undefined {
		this.#read();
		return this.#asOf;
	}

	/**
	 * Whose answer is waited for, while there is neither a result nor an error: the device is asked first.
	 * With no connection, Convex may not answer for long.
	 */
	get awaits(): 'device' | 'convex' | undefined {
		this.#read();
		if (this.#data !== undefined || this.#error !== undefined) return undefined;
		return this.#isCacheRead ? 'convex' : 'device';
	}

	/** Whether there is neither a result nor an error yet. */
	get isLoading(): boolean {
		return this.awaits !== undefined;
	}

	/** Ends the subscription at once. */
	close(): void {
		clearTimeout(this.#lingering);
		this.#stop?.();
		this.#stop = undefined;
	}

	/** Whether it is subscribed to: something reads it, or did a moment ago. */
	get isOpen(): boolean {
		return this.#stop !== undefined;
	}

	/** Shows nothing any more until the backend answers: what was kept is gone. */
	forget(): void {
		this.#data = this.#asOf = undefined;
		this.#update();
	}

	/** Removes what the device keeps of the query, which could not be shown. A live result stays. */
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
			onResult: (result) => {
				this.#data = result;
				this.#error = undefined;
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

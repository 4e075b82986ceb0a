import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';
import type { BackendAuth } from './auth/auth-state.ts';
import type { DeviceData } from './cache/device-data.ts';
import type { QueryCache } from './cache/query-cache.ts';
import type { UserStorage } from './cache/user-storage.ts';
import type { BackendSession } from './convex/backend-session.svelte.ts';
import { LiveQueries, type QueryReference } from './convex/live-queries.ts';
import { queryKey, type QueryKey } from './convex/query-key.ts';
import { CallError } from './errors.ts';
import { CachedQuery } from './queries/cached-query.svelte.ts';

/**
 * All that is one subject's on this device: their cache, their queries, their connection to Convex. A
 * switch of users is a switch of accounts, so that nothing of one can show or leave under another.
 */
export class Account {
	readonly subject: string;
	/** Small texts that survive a reload. */
	readonly storage: UserStorage;
	readonly #data: DeviceData;
	readonly #now: () => number;
	#opening: Promise<QueryCache> | undefined;
	readonly #live = new LiveQueries();
	readonly #queries = new Map<QueryKey, CachedQuery<unknown>>();
	#backend = $state.raw<BackendSession | undefined>();
	#durability = $state<QueryCache['durability'] | undefined>();

	constructor(subject: string, data: DeviceData, now: () => number) {
		this.subject = subject;
		this.#data = data;
		this.#now = now;
		this.storage = data.storageOf(subject);
	}

	/** Whether results outlive the page. `undefined` until storage has answered. */
	get durability(): QueryCache['durability'] | undefined {
		return this.#durability;
	}

	/** What the backend says of the subject now. */
	get backendAuth(): BackendAuth {
		return {
			isConfirmed: this.#backend?.isConfirmed ?? false,
			isRefreshing: this.#backend?.isRefreshing ?? false
		};
	}

	/** A query's result, cached and live. The same query gives the same object. */
	query<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>
	): CachedQuery<FunctionReturnType<Query>> {
		const key = queryKey(query, args);
		let cached = this.#queries.get(key);
		if (!cached) {
			cached = new CachedQuery({
				key,
				cache: this.#openCache(),
				subscribe: (listener) => this.#live.subscribe(query, args, listener),
				isLive: () => this.backendAuth.isConfirmed,
				now: this.#now
			});
			this.#queries.set(key, cached);
		}
		// The key names the query, and so the type of its result.
		return cached;
	}

	/**
	 * Runs a mutation as this subject.
	 *
	 * @throws the function's own error, or {@link CallError} when it was not sent or has no answer
	 */
	async mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		if (!this.#backend?.isConfirmed) {
			throw new CallError('not_connected', 'Not sent: there is no connection to Convex.');
		}
		return await this.#backend.mutation(mutation, args);
	}

	/** Runs everything over this connection from now on. */
	connect(backend: BackendSession): void {
		this.#backend = backend;
		this.#live.connect(backend.client);
	}

	/** Takes the connection away; what is shown goes back to what is kept. */
	disconnect(): void {
		this.#live.disconnect();
		this.#backend = undefined;
	}

	/** Notes that everything shown was live until now: the connection is gone, or the page may be. */
	keepAll(): void {
		this.#live.interrupt();
	}

	/** Ends everything, and keeps what is on the device. */
	close(): void {
		this.disconnect();
		for (const query of this.#queries.values()) query.close();
		void this.#opening?.then((cache) => cache.close());
	}

	#openCache(): Promise<QueryCache> {
		if (!this.#opening) {
			this.#opening = this.#data.openCache(this.subject);
			void this.#opening.then(({ durability }) => {
				this.#durability = durability;
			});
		}
		return this.#opening;
	}
}

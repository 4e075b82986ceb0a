import type {
	DefaultFunctionArgs,
	FunctionArgs,
	FunctionReference,
	FunctionReturnType
} from 'convex/server';
import type { BackendAuth } from './auth/auth-state.js';
import type { KeyValueStore } from './cache/key-value-store.js';
import type { ItemCacheOptions } from './cache/item-cache.js';
import { UserData } from './cache/user-data.js';
import type { BackendSession, ConvexClient } from './convex/backend-session.svelte.js';
import { LiveQueries, type QueryReference } from './convex/live-queries.js';
import { queryKey, type QueryKey } from './convex/query-key.js';
import { CallError } from './errors.js';
import type { CreateDeliveryLoop } from './outbox/delivery-loop.js';
import { Outbox, type OutboxOptions } from './outbox/outbox.svelte.js';
import { CachedQuery } from './queries/cached-query.js';
import type { CachedPages } from './queries/cached-pages.svelte.js';
import type { CachedQueryName } from './queries/forget-cached.js';
import type { PagesDefinition } from './queries/open-pages.js';

/** What the outbox needs of the app and of the browser. */
export type OutboxEnvironment = Pick<
	OutboxOptions,
	'name' | 'deliveries' | 'retryTriggers' | 'locks' | 'openChannel'
>;

export interface AccountOptions extends OutboxEnvironment {
	/** Whose account it is. */
	subject: string;
	/** The organisation that they act for. */
	organization: string | undefined;
	/** What the device keeps. */
	store: KeyValueStore;
	/** Where it keeps what can be had again from the backend. */
	cache: KeyValueStore;
	/** Whether the connection is up, by the browser's word and the socket's. */
	isOnline: () => boolean;
	/** The time, in milliseconds since 1970. */
	now: () => number;
	/** Sets apart results of the same query that the subject sees in different roles. */
	view: string;
}

/**
 * All that is one subject's in one scope: their cache, their queries, their connection to Convex. A
 * switch of users, or of organisations, is a switch of accounts, so that nothing of one can show or
 * leave under another.
 */
export class Account {
	#data!: UserData;
	#outbox!: Outbox;
	readonly #isOnline: () => boolean;
	readonly #now: () => number;
	readonly #view: string;
	readonly #cache: KeyValueStore;
	#isClosed = false;
	readonly #live = new LiveQueries();
	readonly #queries = new Map<QueryKey, CachedQuery<unknown>>();
	#backend = $state.raw<BackendSession | undefined>();
	/** Set before there is a connection that the outbox delivers over. */
	#createLoop!: CreateDeliveryLoop;

	private constructor({ cache, isOnline, now, view }: AccountOptions) {
		this.#cache = cache;
		this.#isOnline = isOnline;
		this.#now = now;
		this.#view = view;
	}

	/** Opens what the device keeps of the account. */
	static async open(options: AccountOptions): Promise<Account> {
		const account = new Account(options);
		const { store, cache, subject } = options;
		[account.#data, account.#outbox] = await Promise.all([
			UserData.open(store, subject, cache),
			Outbox.open({
				...options,
				transport: {
					isConfirmed: () => account.#isLive,
					send: (mutation, args) => account.mutation(mutation, args),
					createLoop: (options) => account.#createLoop(options)
				},
				evictCache: () => UserData.evict(store, subject)
			})
		]);
		return account;
	}

	/** Whose account it is. */
	get subject(): string {
		return this.#data.subject;
	}

	/** Small texts of this user that survive a restart and are gone when they sign out. */
	get texts(): Pick<UserData, 'text' | 'setText'> {
		return this.#data;
	}

	/** Whether messages survive a restart here; storage does not work in every browser. */
	get durability(): UserData['durability'] {
		return this.#data.durability;
	}

	/** The mutations of this user that are not known to have happened; they survive a restart. */
	get outbox(): Outbox {
		return this.#outbox;
	}

	/** The client of Convex itself, while there is one. */
	get convexClient(): ConvexClient | undefined {
		return this.#backend?.client;
	}

	/** What the backend says of the subject now. */
	get backendAuth(): BackendAuth {
		return {
			confirmed: this.#backend?.confirmed ?? false,
			isRefreshing: this.#backend?.isRefreshing ?? false
		};
	}

	/** Whether the backend answers as the subject now. An open socket alone may be frozen. */
	get #isLive(): boolean {
		return this.#isOnline() && this.backendAuth.confirmed;
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
				key: this.#view + key,
				cache: this.#data,
				subscribe: (listener) => this.#live.subscribe(query, args, listener),
				optimistic: {
					apply: (result) => this.#outbox.withOptimisticUpdates(key, result),
					watch: () => this.#outbox.watch(key),
					showLive: (result) => this.#outbox.showLive(key, result),
					hideLive: () => this.#outbox.hideLive(key)
				},
				isLive: () => this.#isLive,
				now: this.#now
			});
			this.#queries.set(key, cached);
		}
		// The key names the query, and so the type of its result.
		return cached;
	}

	/**
	 * Opens a long list, until it is closed. What does it is loaded only now: the newest rows, which a
	 * launch shows, are those of {@link query}.
	 */
	async openPages<Args extends DefaultFunctionArgs, Item>(
		definition: PagesDefinition<Args, Item>,
		args: Args
	): Promise<CachedPages<Item>> {
		const { openPages } = await import('./queries/open-pages.js');
		return openPages(definition, args, {
			...this.#pagesEnvironment(definition, args),
			live: this.#live,
			isLive: () => this.#isLive
		});
	}

	/**
	 * All rows of a long list that the device keeps, oldest first, with what is unsent: to search them, say.
	 * The backend is not asked.
	 */
	async readCached<Args extends DefaultFunctionArgs, Item>(
		definition: PagesDefinition<Args, Item>,
		args: Args
	): Promise<readonly Item[]> {
		const { readCached } = await import('./queries/open-pages.js');
		return await readCached(definition, this.#pagesEnvironment(definition, args));
	}

	/**
	 * Removes what is kept of queries whose results are not the user's any more, as far as the backend does
	 * not just now show them: call it when the backend has said what the user may see.
	 */
	async forget(isGone: (query: CachedQueryName) => boolean): Promise<void> {
		const { forgetCached, parseKey } = await import('./queries/forget-cached.js');
		const isKeyGone = (key: string) => isGone(parseKey(key));
		const live = new Set<string>();
		for (const [key, query] of this.#queries) {
			if (query.source === 'live') live.add(this.#view + key);
			else if (isKeyGone(key)) query.forget();
		}
		await forgetCached(this.#itemCache, (key) => !live.has(key) && isKeyGone(key));
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
		if (!this.#backend?.confirmed) {
			throw new CallError('not_connected', 'Not sent: there is no connection to Convex.');
		}
		return await this.#backend.mutation(mutation, args);
	}

	/**
	 * Runs everything over this connection from now on.
	 *
	 * @param createLoop makes what delivers over it
	 */
	connect(backend: BackendSession, createLoop: CreateDeliveryLoop): void {
		this.#createLoop = createLoop;
		this.#backend = backend;
		this.#live.connect(backend.client);
	}

	/** Takes the connection away; what is shown goes back to what is kept. */
	disconnect(): void {
		if (this.#isLive) this.persistAll();
		this.#live.disconnect();
		this.#backend = undefined;
	}

	/** Notes that everything shown was live until now: the connection is gone, or the page may be. */
	persistAll(): void {
		this.#live.interrupt();
	}

	/** Ends everything, and keeps what is on the device. */
	close(): void {
		this.#isClosed = true;
		this.disconnect();
		for (const query of this.#queries.values()) query.close();
		this.#outbox.close();
		this.#data.close();
	}

	#pagesEnvironment<Args extends DefaultFunctionArgs, Item>(
		{ newest }: PagesDefinition<Args, Item>,
		args: Args
	) {
		const key = queryKey(newest, args);
		return {
			...this.#itemCache,
			key: this.#view + key,
			data: this.#data,
			withOptimisticUpdates: <Items>(items: Items) =>
				this.#outbox.withOptimisticUpdates(key, items) ?? items
		};
	}

	get #itemCache(): ItemCacheOptions {
		return {
			subject: this.subject,
			store: this.#cache,
			isClosed: () => this.#isClosed,
			now: this.#now
		};
	}
}

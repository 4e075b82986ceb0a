import {
	getFunctionName,
	type DefaultFunctionArgs,
	type FunctionArgs,
	type FunctionReference,
	type FunctionReturnType
} from 'convex/server';
import type { BackendAuth } from './auth/auth-state.js';
import type { KeyValueStore } from './cache/key-value-store.js';
import { FIRST_RESULT_VERSION } from './cache/result-version.js';
import type { ItemCacheOptions } from './cache/item-cache.js';
import { UserData } from './cache/user-data.js';
import { UserTexts } from './cache/user-texts.svelte.js';
import type { BackendSession, ConvexClient } from './convex/backend-session.svelte.js';
import { LiveQueries, type QueryReference, type QuerySource } from './convex/live-queries.js';
import { queryKey, type QueryKey } from './convex/query-key.js';
import type { Connection } from './connection.svelte.js';
import { CallError } from './errors.js';
import { HEARD_AT } from './heard-at.js';
import { Outbox, type OutboxOptions } from './outbox/outbox.svelte.js';
import { CachedQuery } from './queries/cached-query.js';
import type { CachedPages } from './queries/cached-pages.svelte.js';
import type { CachedQueryName } from './queries/forget-cached.js';
import type { PagesDefinition } from './queries/open-pages.js';
import type { Account as PublicAccount, AccountTexts } from './public/account.js';
import type { MutationOptions } from './public/mutation-options.js';
import type { RefreshedDefinition, RefreshOptions } from './queries/refresh-newest.js';
import type { ResultVersions } from './queries/result-versions.js';

/** The parts of the app and the browser that the outbox needs. */
export type OutboxEnvironment = Pick<
	OutboxOptions,
	'name' | 'deliveries' | 'retryTriggers' | 'locks' | 'openChannel' | 'isOutdated' | 'report'
>;

export interface AccountOptions extends OutboxEnvironment {
	/** The user whose account it is. */
	subject: string;
	/** The organisation for which the user acts. */
	organization: string | undefined;
	/** The device's store. */
	store: KeyValueStore;
	/** The store for cached data. */
	cache: KeyValueStore;
	/** The connection, as the browser and the socket report it. */
	connection: Pick<Connection, 'current'>;
	/** The time, in milliseconds since 1970. */
	now: () => number;
	/** Separates cached results of the same query that the subject sees in different roles. */
	view: string;
	/** The versions of the queries' results. */
	resultVersions: ResultVersions;
}

/** The account behind the interface of the same name, which describes what apps see of it. */
export class Account implements PublicAccount {
	readonly #data: UserData;
	#texts!: UserTexts;
	#outbox!: Outbox;
	readonly #connection: Pick<Connection, 'current'>;
	readonly #now: () => number;
	readonly #view: string;
	readonly #versions: ResultVersions;
	readonly #cache: KeyValueStore;
	#isClosed = $state(false);
	#stopRefreshing: () => void = () => undefined;
	readonly #live = new LiveQueries();
	readonly #queries = new Map<QueryKey, CachedQuery<unknown>>();
	#backend = $state.raw<BackendSession | undefined>();

	private constructor(options: AccountOptions) {
		const { store, subject, cache, connection, now, view, resultVersions } = options;
		this.#data = new UserData(store, subject, cache);
		this.#versions = resultVersions;
		this.#cache = cache;
		this.#connection = connection;
		this.#now = now;
		this.#view = view;
	}

	/** Opens the account's data on the device. */
	static async open(options: AccountOptions): Promise<Account> {
		const account = new Account(options);
		const { name, store, subject, openChannel, retryTriggers, report } = options;
		[account.#texts, account.#outbox] = await Promise.all([
			UserTexts.open({
				store,
				subject,
				report,
				openChannel: () => openChannel(`${name}:texts:${subject}`)
			}),
			Outbox.open({
				...options,
				transport: {
					isConfirmed: () => account.#isLive,
					// It has its own times to try: it never waits here.
					send: (mutation, args) => account.#callNow((backend) => backend.mutation(mutation, args))
				},
				evictCache: () => UserData.evict(store, subject),
				// It may ask while the texts are being read.
				heardAt: () => Number(account.#texts?.text(HEARD_AT)) || undefined
			})
		]);
		account.#stopRefreshing = retryTriggers(() => void account.#texts.refresh());
		return account;
	}

	get subject(): string {
		return this.#data.subject;
	}

	get texts(): AccountTexts {
		return this.#texts;
	}

	get durability(): UserData['durability'] {
		return this.#data.durability;
	}

	get outbox(): Outbox {
		return this.#outbox;
	}

	get convexClient(): ConvexClient | undefined {
		return this.#backend?.client;
	}

	/** Whether the backend accepts the subject's tokens now. */
	get backendAuth(): BackendAuth {
		return {
			confirmed: this.#backend?.confirmed ?? false,
			isRefreshing: this.#backend?.isRefreshing ?? false
		};
	}

	/** Whether the backend answers as the subject now. An open socket is not enough: it may be frozen. */
	get #isLive(): boolean {
		return this.#connection.current === 'online' && this.backendAuth.confirmed;
	}

	query<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>
	): CachedQuery<FunctionReturnType<Query>> {
		const key = queryKey(query, args);
		let cached = this.#queries.get(key);
		if (!cached) {
			const name = this.#view + key;
			cached = new CachedQuery({
				key: name,
				version: this.#versionOf(query),
				cache: this.#data,
				drop: () => this.#drop(name),
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

	async readCached<Args extends DefaultFunctionArgs, Item>(
		definition: PagesDefinition<Args, Item>,
		args: Args
	): Promise<readonly Item[]> {
		const { readCached } = await import('./queries/open-pages.js');
		return await readCached(definition, this.#pagesEnvironment(definition, args));
	}

	async refreshNewest<Args extends DefaultFunctionArgs, Item>(
		definition: RefreshedDefinition<Args, Item>,
		lists: readonly Args[],
		options: RefreshOptions<Args, Item>
	): Promise<void> {
		const { newest } = definition;
		const { refreshNewest } = await import('./queries/refresh-newest.js');
		const environment = {
			...{ data: this.#data, live: this.#live, now: this.#now },
			version: this.#versionOf(newest),
			keyOf: (args: Args) => this.#view + queryKey(newest, args),
			isOpen: (args: Args) => this.#queries.get(queryKey(newest, args))?.isOpen ?? false
		};
		await refreshNewest(definition, lists, environment, options);
	}

	async forget(isGone: (query: CachedQueryName) => boolean): Promise<void> {
		const { forgetGone } = await import('./queries/forget-cached.js');
		await forgetGone(this.#queries, this.#view, this.#itemCache, isGone);
	}

	async mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>,
		options?: MutationOptions<FunctionArgs<Mutation>>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		return await this.call((backend) => backend.mutation(mutation, args, options));
	}

	/**
	 * Calls Convex as this subject. While the connection is `connecting`, it waits until more is known.
	 *
	 * @throws what the call throws, or {@link CallError} `not_connected` when there is no connection
	 */
	async call<Result>(work: (backend: BackendSession) => Promise<Result>): Promise<Result> {
		if (this.#connection.current === 'connecting') {
			const isReady = () => this.backendAuth.confirmed || this.#isClosed;
			await import('./until-connected.svelte.js').then(
				({ untilConnected }) => untilConnected(this.#connection, isReady),
				// What cannot be loaded has no connection: the call says so.
				() => undefined
			);
		}
		return await this.#callNow(work);
	}

	async #callNow<Result>(work: (backend: BackendSession) => Promise<Result>): Promise<Result> {
		if (!this.#backend?.confirmed) {
			throw new CallError('not_connected', 'Not sent: there is no connection.');
		}
		return await work(this.#backend);
	}

	/** Runs everything over this connection from now on, and its queries on the source. */
	connect(backend: BackendSession, source: QuerySource = backend): void {
		this.#backend = backend;
		this.#live.connect(source);
	}

	/** Connects now, if there is no connection: see {@link BackendSession.reconnect}. */
	reconnect(since: number): void {
		void this.#backend?.reconnect(since);
	}

	/** Takes the connection away. Results become `cached`. */
	disconnect(): void {
		if (this.#isLive) this.persistAll();
		this.#live.disconnect();
		this.#backend = undefined;
	}

	/** Stores that all live results were live until now: the connection has ended, or the page may end. */
	persistAll(): void {
		this.#live.interrupt();
	}

	/** Closes the account. What is on the device stays. */
	close(): void {
		this.#isClosed = true;
		this.disconnect();
		for (const query of this.#queries.values()) query.close();
		this.#outbox.close();
		this.#stopRefreshing();
		this.#texts.close();
		this.#data.close();
	}

	#versionOf(query: QueryReference): number {
		const name = getFunctionName(query);
		const named = this.#versions.find(([one]) => getFunctionName(one) === name);
		return named?.[1] ?? FIRST_RESULT_VERSION;
	}

	/** Removes the result and the list that are kept under a name. */
	async #drop(name: string): Promise<void> {
		const { forgetCached } = await import('./queries/forget-cached.js');
		await forgetCached(this.#itemCache, (one) => one === name);
	}

	#pagesEnvironment<Args extends DefaultFunctionArgs, Item>(
		{ newest }: PagesDefinition<Args, Item>,
		args: Args
	) {
		const key = queryKey(newest, args);
		return {
			...this.#itemCache,
			key: this.#view + key,
			version: this.#versionOf(newest),
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

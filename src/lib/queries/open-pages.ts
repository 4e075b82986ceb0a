import type { DefaultFunctionArgs, FunctionReference } from 'convex/server';
import { ItemCache, type ItemCacheOptions } from '../cache/item-cache.js';
import type { UserData } from '../cache/user-data.js';
import { areRows, type ItemRange, type ItemShape } from '../cache/span.js';
import type { LiveQueries } from '../convex/live-queries.js';
import { CachedPages, type NewestRows } from './cached-pages.svelte.js';

/**
 * Defines a long list of the backend: two queries, and how its items are identified and ordered.
 *
 * ```ts
 * const messages: PagesDefinition<{ conversationId: Id<'conversations'> }, Message> = {
 * 	newest: api.messages.list, // the newest 50, oldest first
 * 	between: api.messages.between, // those of a range, oldest first
 * 	newestSize: 50,
 * 	pageSize: 100,
 * 	keyOf: ({ id }) => id,
 * 	orderOf: ({ sentAt }) => sentAt
 * };
 * ```
 */
export interface PagesDefinition<Args extends DefaultFunctionArgs, Item> extends ItemShape<Item> {
	/** The newest items, oldest first. Optimistic updates are defined for this query. */
	newest: FunctionReference<'query', 'public', Args, Item[]>;
	/** The items of a range, oldest first, up to its limit. */
	between: FunctionReference<'query', 'public', Args & { range: ItemRange }, Item[]>;
	/** How many items `newest` returns if there are that many. */
	newestSize: number;
	/** The most items that `between` returns, whatever the limit. It is asked for that many. */
	pageSize: number;
}

/** What an account provides to its lists. */
export interface PagesEnvironment extends ItemCacheOptions {
	data: UserData;
	live: LiveQueries;
	/** The key of the list in the account. */
	key: string;
	/** The version of its rows. */
	version: number;
	withOptimisticUpdates: <Items>(items: Items) => Items;
	isLive: () => boolean;
}

/** Opens a long list. */
export function openPages<Args extends DefaultFunctionArgs, Item>(
	{ newest, between, ...definition }: PagesDefinition<Args, Item>,
	args: Args,
	{ data, live, key, version, withOptimisticUpdates, isLive, ...cache }: PagesEnvironment
): CachedPages<Item> {
	const lists = new ItemCache(cache);
	void lists.prune();
	return new CachedPages<Item>({
		...definition,
		cached: lists.list(key, definition, version),
		cachedNewest: () => readNewest(data, key, version, definition),
		subscribeNewest: (listener) => live.subscribe(newest, args, listener),
		subscribeRange: (range, listener) => live.subscribe(between, { ...args, range }, listener),
		withOptimisticUpdates,
		isLive
	});
}

/** All cached items of a list with optimistic updates, oldest first. The backend is not asked. */
export async function readCached<Args extends DefaultFunctionArgs, Item>(
	definition: PagesDefinition<Args, Item>,
	{ data, key, version, withOptimisticUpdates, ...cache }: Omit<PagesEnvironment, 'live' | 'isLive'>
): Promise<readonly Item[]> {
	const [cached, newest] = await Promise.all([
		new ItemCache(cache).list(key, definition, version).all(),
		readNewest(data, key, version, definition)
	]);
	const { keyOf, orderOf } = definition;
	const known = new Set(cached.items.map(keyOf));
	// What a launch has shown, a list may not have taken over yet.
	const others = (newest?.items ?? []).filter((item) => !known.has(keyOf(item)));
	return withOptimisticUpdates(
		[...cached.items, ...others].sort((a, b) => orderOf(a) - orderOf(b))
	);
}

/** The newest rows that are kept apart, unless they are none. */
export async function readNewest<Item>(
	data: UserData,
	key: string,
	version: number,
	shape: ItemShape<Item>
): Promise<NewestRows<Item> | undefined> {
	const { value, asOf = 0 } = (await data.result(key, version)) ?? {};
	return Array.isArray(value) && areRows(value, shape) ? { items: value, asOf } : undefined;
}

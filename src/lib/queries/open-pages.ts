import type { DefaultFunctionArgs, FunctionReference } from 'convex/server';
import { ItemCache, type ItemCacheOptions } from '../cache/item-cache.js';
import type { UserData } from '../cache/user-data.js';
import type { ItemRange, ItemShape } from '../cache/span.js';
import type { LiveQueries } from '../convex/live-queries.js';
import { CachedPages } from './cached-pages.svelte.js';

/**
 * A long list as the backend has it: two queries, and how its rows are told apart and ordered.
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
	/** The newest rows, oldest first; deliveries lay what is unsent over this query. */
	newest: FunctionReference<'query', 'public', Args, Item[]>;
	/** The rows of a range, oldest first, up to its limit. */
	between: FunctionReference<'query', 'public', Args & { range: ItemRange }, Item[]>;
	/** How many rows `newest` has when there are as many. */
	newestSize: number;
	/** The most rows that `between` has, whatever the limit: it is asked for as many. */
	pageSize: number;
}

/** What an account gives its lists. */
export interface PagesEnvironment extends ItemCacheOptions {
	data: UserData;
	live: LiveQueries;
	/** Names the list among the account's. */
	key: string;
	withOptimisticUpdates: <Items>(items: Items) => Items;
	isLive: () => boolean;
}

/** Opens a list. */
export function openPages<Args extends DefaultFunctionArgs, Item>(
	{ newest, between, ...definition }: PagesDefinition<Args, Item>,
	args: Args,
	{ data, live, key, withOptimisticUpdates, isLive, ...cache }: PagesEnvironment
): CachedPages<Item> {
	const items = new ItemCache(cache);
	void items.prune();
	return new CachedPages<Item>({
		...definition,
		cached: items.list(key, definition),
		cachedNewest: () => data.result(key),
		subscribeNewest: (listener) => live.subscribe(newest, args, listener),
		subscribeRange: (range, listener) => live.subscribe(between, { ...args, range }, listener),
		withOptimisticUpdates,
		isLive
	});
}

/** All rows of a list that the device keeps, oldest first, with what is unsent. Nothing is opened for it, or asked. */
export async function readCached<Args extends DefaultFunctionArgs, Item>(
	definition: PagesDefinition<Args, Item>,
	{ data, key, withOptimisticUpdates, ...cache }: Omit<PagesEnvironment, 'live' | 'isLive'>
): Promise<readonly Item[]> {
	const [cached, newest] = await Promise.all([
		new ItemCache(cache).list(key, definition).all(),
		data.result(key)
	]);
	const known = new Set(cached.items.map(definition.keyOf));
	// What a launch has shown, a list may not have taken over yet.
	const others = ((newest?.value ?? []) as Item[]).filter(
		(item) => !known.has(definition.keyOf(item))
	);
	const { orderOf } = definition;
	return withOptimisticUpdates(
		[...cached.items, ...others].sort((a, b) => orderOf(a) - orderOf(b))
	);
}

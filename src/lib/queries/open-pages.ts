import type { DefaultFunctionArgs, FunctionReference } from 'convex/server';
import { RowCache, type RowCacheOptions } from '../cache/row-cache.js';
import type { UserData } from '../cache/user-data.js';
import type { RowRange, RowShape } from '../cache/span.js';
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
export interface PagesDefinition<Args extends DefaultFunctionArgs, Row> extends RowShape<Row> {
	/** The newest rows, oldest first; deliveries lay what is unsent over this query. */
	newest: FunctionReference<'query', 'public', Args, Row[]>;
	/** The rows of a range, oldest first, up to its limit. */
	between: FunctionReference<'query', 'public', Args & { range: RowRange }, Row[]>;
	/** How many rows `newest` has when there are as many. */
	newestSize: number;
	/** The most rows that `between` has, whatever the limit: it is asked for as many. */
	pageSize: number;
}

/** What an account gives its lists. */
export interface PagesEnvironment extends RowCacheOptions {
	data: UserData;
	live: LiveQueries;
	/** Names the list among the account's. */
	key: string;
	lay: <Rows>(rows: Rows) => Rows;
	isLive: () => boolean;
}

/** Opens a list. */
export function openPages<Args extends DefaultFunctionArgs, Row>(
	{ newest, between, ...definition }: PagesDefinition<Args, Row>,
	args: Args,
	{ data, live, key, lay, isLive, ...cache }: PagesEnvironment
): CachedPages<Row> {
	const rows = new RowCache(cache);
	void rows.prune();
	return new CachedPages<Row>({
		...definition,
		kept: rows.list(key, definition),
		keptNewest: () => data.result(key),
		subscribeNewest: (listener) => live.subscribe(newest, args, listener),
		subscribeRange: (range, listener) => live.subscribe(between, { ...args, range }, listener),
		lay,
		isLive
	});
}

/** All rows of a list that the device keeps, oldest first, with what is unsent. Nothing is opened for it, or asked. */
export async function readKept<Args extends DefaultFunctionArgs, Row>(
	definition: PagesDefinition<Args, Row>,
	{ data, key, lay, ...cache }: Omit<PagesEnvironment, 'live' | 'isLive'>
): Promise<readonly Row[]> {
	const [kept, newest] = await Promise.all([
		new RowCache(cache).list(key, definition).all(),
		data.result(key)
	]);
	const known = new Set(kept.rows.map(definition.keyOf));
	// What a launch has shown, a list may not have taken over yet.
	const others = ((newest?.value ?? []) as Row[]).filter(
		(row) => !known.has(definition.keyOf(row))
	);
	const { orderOf } = definition;
	return lay([...kept.rows, ...others].sort((a, b) => orderOf(a) - orderOf(b)));
}

import type { DefaultFunctionArgs } from 'convex/server';
import { adopt } from '../cache/span.js';
import type { ItemRange, ItemShape } from '../cache/span.js';
import { firstAnswer } from './first-answer.js';
import { readNewest, type PagesDefinition, type PagesEnvironment } from './open-pages.js';

type Environment = Pick<PagesEnvironment, 'data' | 'live' | 'key' | 'version' | 'now'>;

/** How the newest items are brought up to date. */
export interface RefreshOptions<Item> {
	/** Whether what is kept is good enough: then the backend is not asked. */
	isEnough: (kept: readonly Item[]) => boolean;
	/** Ends the waiting for an answer. */
	signal: AbortSignal;
}

/**
 * Asks once for the items since the last kept one, or for the newest if none are kept, and keeps the newest of both.
 * An error, or no answer, leaves what is kept as it is.
 */
export async function refreshNewest<Args extends DefaultFunctionArgs, Item>(
	definition: PagesDefinition<Args, Item>,
	args: Args,
	{ data, live, key, version, now }: Environment,
	{ isEnough, signal }: RefreshOptions<Item>
): Promise<void> {
	const { newest, between, newestSize: limit, orderOf } = definition;
	const known = (await readNewest(data, key, version, definition))?.items;
	if (signal.aborted || (known && isEnough(known))) return;
	const kept = known ?? [];
	const last = kept.at(-1);
	const range: ItemRange = { ...(last && { from: orderOf(last) }), keep: 'newest', limit };
	const answer = await firstAnswer<Item[]>(
		(listener) =>
			last === undefined
				? live.subscribe(newest, args, listener)
				: live.subscribe(between, { ...args, range }, listener),
		// What is opened says why it cannot be read.
		{ onError: () => undefined, signal }
	);
	if (!answer || signal.aborted) return;
	await data.putResult(
		key,
		{ value: merge(kept, answer, range, definition), asOf: now() },
		version
	);
}

/** The newest of both, up to the first place where others may be missing. */
function merge<Item>(
	kept: readonly Item[],
	answer: readonly Item[],
	range: ItemRange,
	shape: ItemShape<Item>
): Item[] {
	const { items, gaps } = adopt({ items: kept, gaps: new Set() }, answer, range, shape);
	const gap = items.findLastIndex((item) => gaps.has(shape.keyOf(item)));
	return items.slice(Math.max(gap, items.length - range.limit, 0));
}

import type { DefaultFunctionArgs, FunctionReference } from 'convex/server';
import { adopt } from '../cache/span.js';
import type { ItemRange, ItemShape } from '../cache/span.js';
import { firstAnswer } from './first-answer.js';
import { readNewest, type PagesDefinition, type PagesEnvironment } from './open-pages.js';

/** Long lists of which several are kept up to date with one call. */
export interface RefreshedDefinition<
	Args extends DefaultFunctionArgs,
	Item
> extends PagesDefinition<Args, Item> {
	/**
	 * What `between` returns, for several lists in the order in which they are asked for: `null` where the user may
	 * not read. What is too much for one call is left out at the end, and asked for again.
	 */
	betweenMany: FunctionReference<
		'query',
		'public',
		{ lists: (Args & { range: ItemRange })[] },
		(Item[] | null)[]
	>;
}

/** How the newest items are brought up to date. */
export interface RefreshOptions<Args, Item> {
	/** Whether what is kept of a list is good enough: then the backend is not asked for it. */
	isEnough: (kept: readonly Item[], args: Args) => boolean;
	/** Awaited before each list is read from the device, or written to it. */
	pause: () => Promise<void>;
	/** Ends the refreshing. */
	signal: AbortSignal;
}

interface Environment<Args> extends Pick<PagesEnvironment, 'data' | 'live' | 'version' | 'now'> {
	keyOf: (args: Args) => string;
	/** Whether something reads the list: then it is kept up to date already. */
	isOpen: (args: Args) => boolean;
}

/** A list of which the backend is asked for a range. */
interface AskedList<Args, Item> {
	args: Args;
	kept: readonly Item[];
	range: ItemRange;
}

/**
 * Asks once for the items since the last kept one of each list, or for the newest if none are kept, and keeps the
 * newest of both. An error, or no answer, leaves what is kept as it is.
 */
export async function refreshNewest<Args extends DefaultFunctionArgs, Item>(
	definition: RefreshedDefinition<Args, Item>,
	lists: readonly Args[],
	environment: Environment<Args>,
	options: RefreshOptions<Args, Item>
): Promise<void> {
	const { data, live, keyOf, version, isOpen, now } = environment;
	const { pause, signal } = options;
	let asked = await listsToAsk(definition, lists, environment, options);
	while (asked.length > 0 && !signal.aborted) {
		const questions = asked.map(({ args, range }) => ({ ...args, range }));
		const answers = await firstAnswer<(Item[] | null)[]>(
			(listener) => live.subscribe(definition.betweenMany, { lists: questions }, listener),
			// What is opened says why it cannot be read.
			{ onError: () => undefined, signal }
		);
		if (!answers?.length) return;
		const asOf = now();
		for (const [index, { args, kept, range }] of asked.slice(0, answers.length).entries()) {
			await pause();
			if (signal.aborted) return;
			const answer = answers[index];
			if (!answer || isOpen(args)) continue;
			const value = merge(kept, answer, range, definition);
			await data.putResult(keyOf(args), { value, asOf }, version);
		}
		asked = asked.slice(answers.length);
	}
}

/** The lists of which not enough is kept; none once the refreshing has ended. */
async function listsToAsk<Args extends DefaultFunctionArgs, Item>(
	definition: RefreshedDefinition<Args, Item>,
	lists: readonly Args[],
	{ data, keyOf, version, isOpen }: Environment<Args>,
	{ isEnough, pause, signal }: RefreshOptions<Args, Item>
): Promise<AskedList<Args, Item>[]> {
	const asked: AskedList<Args, Item>[] = [];
	for (const args of lists) {
		await pause();
		if (signal.aborted) return [];
		if (isOpen(args)) continue;
		const known = (await readNewest(data, keyOf(args), version, definition))?.items;
		if (known && isEnough(known, args)) continue;
		const last = known?.at(-1);
		const from = last && { from: definition.orderOf(last) };
		const range: ItemRange = { ...from, keep: 'newest', limit: definition.newestSize };
		asked.push({ args, kept: known ?? [], range });
	}
	return asked;
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

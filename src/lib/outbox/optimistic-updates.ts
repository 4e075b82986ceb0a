import { withoutWords, type Report } from '../diagnostics.js';
import type { QueryKey } from '../convex/query-key.js';
import type { Delivery } from './define-delivery.js';
import type { OutboxEntry } from './outbox-entry.js';

/** How one entry changes the result of one query. */
interface EntryUpdate {
	readonly key: QueryKey;
	readonly apply: (result: unknown, entry: OutboxEntry) => unknown;
}

/** Applies entries to query results, and tells whether a result contains an entry already. */
export interface OptimisticUpdates {
	/** Applies all entries to a query's result, in their order. */
	apply(key: QueryKey, result: unknown, entries: readonly OutboxEntry[]): unknown;
	/** Applies only the entries whose home query this is. */
	applyAtHome(key: QueryKey, result: unknown, entries: readonly OutboxEntry[]): unknown;
	/**
	 * Whether a delivered entry may leave the outbox: the live result of its home query contains it, or is
	 * known to be newer than the entry (`isFresh`). While the home query is not live the entry stays,
	 * because the cached result does not contain it.
	 */
	isShown(entry: OutboxEntry, screen: Screen, isFresh: boolean): boolean;
	/** Whether all live results on the screen that a delivered entry changes contain it already. */
	isSeen(entry: OutboxEntry, screen: Screen, isFresh: boolean): boolean;
}

/** The live results of the queries on the screen; `undefined` for a query that is not live. */
export type Screen = ReadonlyMap<QueryKey, unknown>;

/** Creates them from the app's deliveries. When the app's code throws, its update is left out. */
export function createOptimisticUpdates(
	deliveries: ReadonlyMap<string, Delivery>,
	report: Report
): OptimisticUpdates {
	/** Those of which an update has thrown: it does so at each reading. */
	const reported = new WeakSet<object>();
	const unlessThrown = <T>(compute: () => T, otherwise: T, args: object): T => {
		try {
			return compute();
		} catch (error) {
			if (!reported.has(args)) report('update_failed', withoutWords(error));
			reported.add(args);
			return otherwise;
		}
	};
	// The arguments are the key: they stay the same object while an entry changes its state.
	const known = new WeakMap<object, readonly EntryUpdate[]>();

	const updatesOf = ({ mutation, args }: OutboxEntry): readonly EntryUpdate[] => {
		const optimisticUpdates =
			known.get(args) ??
			(deliveries.get(mutation)?.optimisticUpdates ?? []).flatMap(({ keyOf, apply }) => {
				const key = unlessThrown(() => keyOf(args), undefined, args);
				if (key === undefined) return [];
				return {
					key,
					apply: (result: unknown, entry: OutboxEntry) =>
						unlessThrown(() => apply(result, args, entry), result, args)
				};
			});
		known.set(args, optimisticUpdates);
		return optimisticUpdates;
	};

	const apply = (
		key: QueryKey,
		result: unknown,
		entries: readonly OutboxEntry[],
		updatesFor: (entry: OutboxEntry) => readonly EntryUpdate[]
	) => {
		let applied = result;
		for (const entry of entries) {
			for (const one of updatesFor(entry)) if (one.key === key) applied = one.apply(applied, entry);
		}
		return applied;
	};
	const homeOf = (entry: OutboxEntry) => updatesOf(entry).slice(0, 1);
	const areDone = (
		optimisticUpdates: readonly EntryUpdate[],
		entry: OutboxEntry,
		screen: Screen,
		isFresh: boolean
	) =>
		optimisticUpdates.every(({ key, apply }) => {
			const result = screen.get(key);
			return result !== undefined && (isFresh || apply(result, entry) === result);
		});

	return {
		apply: (key, result, entries) => apply(key, result, entries, updatesOf),
		applyAtHome: (key, result, entries) => apply(key, result, entries, homeOf),
		isShown: (entry, screen, isFresh) => areDone(homeOf(entry), entry, screen, isFresh),
		isSeen: (entry, screen, isFresh) => {
			const onScreen = updatesOf(entry).filter(({ key }) => screen.has(key));
			return areDone(onScreen, entry, screen, isFresh);
		}
	};
}

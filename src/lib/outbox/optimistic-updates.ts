import type { QueryKey } from '../convex/query-key.js';
import type { Delivery } from './define-delivery.js';
import type { OutboxEntry } from './outbox-entry.js';

/** What shows of one entry in the result of one query. */
interface EntryUpdate {
	readonly key: QueryKey;
	readonly apply: (result: unknown, entry: OutboxEntry) => unknown;
}

/** What entries show in the results of queries, and whether these show them already. */
export interface OptimisticUpdates {
	/** A query's result with all entries in it that show in it, in their order. */
	apply(key: QueryKey, result: unknown, entries: readonly OutboxEntry[]): unknown;
	/** The same, of each entry only in the query where it is at home. */
	applyAtHome(key: QueryKey, result: unknown, entries: readonly OutboxEntry[]): unknown;
	/**
	 * Whether an entry that has happened needs the outbox no more: the live result of the query where it
	 * is at home shows it, or is known to be newer than it (`isFresh`), so that what it does not show is
	 * no longer to be seen there. While that query is not live, the entry stays: what the device keeps of it
	 * does not have it.
	 */
	isShown(entry: OutboxEntry, screen: Screen, isFresh: boolean): boolean;
	/** Whether all that is on the screen and could show an entry that has happened does so without it. */
	isSeen(entry: OutboxEntry, screen: Screen, isFresh: boolean): boolean;
}

/** The live results of the queries that are on the screen; `undefined` where what shows is not live. */
export type Screen = ReadonlyMap<QueryKey, unknown>;

/** The overlays of these deliveries, which are the app's: where they fail, nothing shows. */
export function createOptimisticUpdates(
	deliveries: ReadonlyMap<string, Delivery>
): OptimisticUpdates {
	// By the arguments: these stay the same object while an entry goes from state to state.
	const known = new WeakMap<object, readonly EntryUpdate[]>();

	const updatesOf = ({ mutation, args }: OutboxEntry): readonly EntryUpdate[] => {
		const optimisticUpdates =
			known.get(args) ??
			(deliveries.get(mutation)?.optimisticUpdates ?? []).flatMap(({ keyOf, apply }) => {
				const key = unlessThrown(() => keyOf(args), undefined);
				if (key === undefined) return [];
				return {
					key,
					apply: (result: unknown, entry: OutboxEntry) =>
						unlessThrown(() => apply(result, args, entry), result)
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

function unlessThrown<T>(compute: () => T, otherwise: T): T {
	try {
		return compute();
	} catch {
		return otherwise;
	}
}

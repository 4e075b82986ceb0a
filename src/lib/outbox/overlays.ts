import type { QueryKey } from '../convex/query-key.js';
import type { Delivery } from './define-delivery.js';
import type { OutboxEntry } from './outbox-entry.js';

/** What shows of one entry in the result of one query. */
interface Overlay {
	readonly key: QueryKey;
	readonly apply: (result: unknown, entry: OutboxEntry) => unknown;
}

/** What entries show in the results of queries, and whether these show them already. */
export interface Overlays {
	/** A query's result with all entries in it that show in it, in their order. */
	lay(key: QueryKey, result: unknown, entries: readonly OutboxEntry[]): unknown;
	/** The same, of each entry only in the query where it is at home. */
	layAtHome(key: QueryKey, result: unknown, entries: readonly OutboxEntry[]): unknown;
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
export function createOverlays(deliveries: ReadonlyMap<string, Delivery>): Overlays {
	// By the arguments: these stay the same object while an entry goes from state to state.
	const known = new WeakMap<object, readonly Overlay[]>();

	const overlaysOf = ({ mutation, args }: OutboxEntry): readonly Overlay[] => {
		const overlays =
			known.get(args) ??
			(deliveries.get(mutation)?.overlays ?? []).flatMap(({ keyOf, apply }) => {
				const key = unlessThrown(() => keyOf(args), undefined);
				if (key === undefined) return [];
				return {
					key,
					apply: (result: unknown, entry: OutboxEntry) =>
						unlessThrown(() => apply(result, args, entry), result)
				};
			});
		known.set(args, overlays);
		return overlays;
	};

	const lay = (
		key: QueryKey,
		result: unknown,
		entries: readonly OutboxEntry[],
		overlaysFor: (entry: OutboxEntry) => readonly Overlay[]
	) => {
		let laid = result;
		for (const entry of entries) {
			for (const one of overlaysFor(entry)) if (one.key === key) laid = one.apply(laid, entry);
		}
		return laid;
	};
	const homeOf = (entry: OutboxEntry) => overlaysOf(entry).slice(0, 1);
	const areDone = (
		overlays: readonly Overlay[],
		entry: OutboxEntry,
		screen: Screen,
		isFresh: boolean
	) =>
		overlays.every(({ key, apply }) => {
			const result = screen.get(key);
			return result !== undefined && (isFresh || apply(result, entry) === result);
		});

	return {
		lay: (key, result, entries) => lay(key, result, entries, overlaysOf),
		layAtHome: (key, result, entries) => lay(key, result, entries, homeOf),
		isShown: (entry, screen, isFresh) => areDone(homeOf(entry), entry, screen, isFresh),
		isSeen: (entry, screen, isFresh) => {
			const onScreen = overlaysOf(entry).filter(({ key }) => screen.has(key));
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

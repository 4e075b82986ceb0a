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
	/**
	 * Whether an entry that has happened needs the outbox no more, by the live results that could show
	 * it: they all do; or they are known to be newer than it (`isFresh`), so that what they do not show is
	 * no longer to be seen there. While no query is live that could show it, it stays.
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

	return {
		lay: (key, result, entries) => {
			let laid = result;
			for (const entry of entries) {
				for (const one of overlaysOf(entry)) if (one.key === key) laid = one.apply(laid, entry);
			}
			return laid;
		},
		isShown: (entry, screen, isFresh) => {
			const overlays = overlaysOf(entry);
			const live = overlays.filter(({ key }) => screen.get(key) !== undefined);
			if (live.length === 0) return overlays.length === 0;
			return isFresh || live.every(({ key, apply }) => shows(screen.get(key), apply, entry));
		},
		isSeen: (entry, screen, isFresh) =>
			overlaysOf(entry)
				.filter(({ key }) => screen.has(key))
				.map(({ key, apply }) => [screen.get(key), apply] as const)
				.every(
					([result, apply]) => result !== undefined && (isFresh || shows(result, apply, entry))
				)
	};
}

function shows(result: unknown, apply: Overlay['apply'], entry: OutboxEntry): boolean {
	return apply(result, entry) === result;
}

function unlessThrown<T>(compute: () => T, otherwise: T): T {
	try {
		return compute();
	} catch {
		return otherwise;
	}
}

import type { QueryKey } from '../convex/query-key.js';
import type { Delivery } from './define-delivery.js';
import type { OutboxEntry } from './outbox-entry.js';

/** What shows of one entry in the result of one query. */
interface Overlay {
	readonly key: QueryKey;
	readonly apply: (result: unknown, entry: OutboxEntry) => unknown;
}

/** What entries show in the results of queries, and whether these show them already. */
export class Overlays {
	readonly #deliveries: ReadonlyMap<string, Delivery>;
	/** By the arguments: these stay the same object while an entry goes from state to state. */
	readonly #known = new WeakMap<object, readonly Overlay[]>();

	constructor(deliveries: ReadonlyMap<string, Delivery>) {
		this.#deliveries = deliveries;
	}

	/** A query's result with all entries in it that show in it, in their order. */
	lay(key: QueryKey, result: unknown, entries: readonly OutboxEntry[]): unknown {
		return entries.reduce(
			(laid, entry) =>
				this.#of(entry).reduce(
					(one, overlay) => (overlay.key === key ? overlay.apply(one, entry) : one),
					laid
				),
			result
		);
	}

	/**
	 * Whether an entry that has happened needs the outbox no more, by the live results that could show
	 * it: they all do; or they are known to be newer than it (`isFresh`), so that what they do not show is
	 * no longer to be seen there. While no query is live that could show it, it stays.
	 */
	isShown(
		entry: OutboxEntry,
		live: ReadonlyMap<QueryKey, unknown>,
		{ isFresh }: { isFresh: boolean }
	): boolean {
		const overlays = this.#of(entry);
		const visible = overlays.filter(({ key }) => live.has(key));
		if (visible.length === 0) return overlays.length === 0;
		return (
			isFresh ||
			visible.every(({ key, apply }) => {
				const result = live.get(key);
				return apply(result, entry) === result;
			})
		);
	}

	#of({ mutation, args }: OutboxEntry): readonly Overlay[] {
		let overlays = this.#known.get(args);
		if (!overlays) {
			// The app's functions, on arguments that an older version of it may have written.
			overlays = (this.#deliveries.get(mutation)?.overlays ?? []).flatMap((overlay) => {
				const key = unlessThrown(() => overlay.keyOf(args), undefined);
				const apply = (result: unknown, entry: OutboxEntry) =>
					unlessThrown(() => overlay.apply(result, args, entry), result);
				return key === undefined ? [] : [{ key, apply }];
			});
			this.#known.set(args, overlays);
		}
		return overlays;
	}
}

function unlessThrown<T>(compute: () => T, otherwise: T): T {
	try {
		return compute();
	} catch {
		return otherwise;
	}
}

import { adopt, type ItemShape } from '../cache/span.js';
import { letGo, type Seen, type Window } from './pages-plan.js';

/** The window of a list that is not cached. */
const NOTHING_CACHED = {
	span: { items: [], gaps: new Set<string>() },
	isOldest: true,
	isNewest: true
};

export interface ItemWindowOptions<Item> extends ItemShape<Item> {
	/** How many items the query of the newest has at most. */
	newestSize: number;
	/** Applies optimistic updates to the items. */
	withOptimisticUpdates: (items: readonly Item[]) => readonly Item[];
}

/** Returns the window with what was read or answered. */
export type WindowChange<Item> = (window: Window<Item>) => Window<Item>;

/** The part of a long list that is in memory: the items around the screen. */
export class ItemWindow<Item> {
	/** What the screen shows. Until it is known, only the newest items are read and asked for. */
	seen: Seen | undefined;

	readonly #options: ItemWindowOptions<Item>;
	#current = $state.raw<Window<Item> | undefined>();
	readonly #items = $derived.by(() => this.#withOptimisticUpdates());
	#newest: readonly Item[] | undefined;
	/** Counts the jumps to another part of the list. */
	#jumps = 0;

	constructor(options: ItemWindowOptions<Item>) {
		this.#options = options;
	}

	/** The items with optimistic updates. */
	get items(): readonly Item[] | undefined {
		return this.#items;
	}

	/** The items and where they end; `undefined` until the device, or the backend, has answered. */
	get current(): Window<Item> | undefined {
		return this.#current;
	}

	/** The last live result of the newest items. */
	get newest(): readonly Item[] | undefined {
		return this.#newest;
	}

	/**
	 * Adopts the newest items. Returns whether the window reaches them.
	 *
	 * @param isRead whether the device has answered: then a missing window means that nothing is cached
	 */
	adoptNewest(items: readonly Item[], isRead: boolean): boolean {
		this.#newest = items;
		const window = this.#current ?? (isRead ? NOTHING_CACHED : undefined);
		if (!window?.isNewest) return false;
		this.#current = this.#withNewest(window);
		return true;
	}

	/** Moves to another part of the list. Returns `false` if it has moved elsewhere meanwhile. */
	async jump(read: () => Promise<Window<Item> | undefined>): Promise<boolean> {
		this.#jumps += 1;
		const jump = this.#jumps;
		const window = await read();
		if (jump !== this.#jumps) return false;
		this.#current = window?.isNewest ? this.#withNewest(window) : window;
		return true;
	}

	/** Returns a function that changes the window, unless it has jumped since. */
	beginChange(): (change: WindowChange<Item>) => void {
		const jump = this.#jumps;
		return (change) => {
			const window = this.#current;
			if (jump !== this.#jumps || !window) return;
			const changed = change(window);
			const reached = changed.isNewest && !window.isNewest ? this.#withNewest(changed) : changed;
			this.#current = this.seen ? letGo(reached, this.seen, this.#options) : reached;
		};
	}

	#withOptimisticUpdates(): readonly Item[] | undefined {
		const { withOptimisticUpdates, keyOf } = this.#options;
		if (!this.#current) return undefined;
		const { span, isNewest } = this.#current;
		const updated = withOptimisticUpdates(span.items);
		if (isNewest || updated === span.items) return updated;
		// Pending items are newer than these.
		const keys = new Set(span.items.map(keyOf));
		return updated.filter((item) => keys.has(keyOf(item)));
	}

	#withNewest(window: Window<Item>): Window<Item> {
		if (!this.#newest) return window;
		const range = { keep: 'newest', limit: this.#options.newestSize } as const;
		return { ...window, span: adopt(window.span, this.#newest, range, this.#options) };
	}
}

import type { ItemList } from '../cache/item-list.js';
import { adopt, join, type ItemRange, type ItemShape, type Span } from '../cache/span.js';
import type { QueryListener } from '../convex/live-queries.js';
import { letGo, nextStep, watchedRange, type Seen, type Step, type Window } from './pages-plan.js';

/** The screen must stand still for this long before its range is watched: scrolling asks nothing. */
const WATCH_AFTER_MS = 150;

/** The window of a list that is not cached. */
const NOTHING_CACHED = {
	span: { items: [], gaps: new Set<string>() },
	isOldest: true,
	isNewest: true
};

/** The newest rows, and when they were live, in milliseconds since 1970. */
export interface NewestRows<Item> {
	items: readonly Item[];
	asOf: number;
}

type Subscribe<Item> = (listener: QueryListener<Item[]>) => () => void;

export interface CachedPagesOptions<Item> extends ItemShape<Item> {
	/** The cached list. */
	cached: ItemList<Item>;
	/** The last newest rows that are kept apart. */
	cachedNewest: () => Promise<NewestRows<Item> | undefined>;
	/** How many rows the query of the newest has at most. */
	newestSize: number;
	/** The most items that the query of a range returns. */
	pageSize: number;
	subscribeNewest: Subscribe<Item>;
	subscribeRange: (range: ItemRange, listener: QueryListener<Item[]>) => () => void;
	/** Applies optimistic updates to the items. */
	withOptimisticUpdates: (items: readonly Item[]) => readonly Item[];
	/** Whether the backend answers now. */
	isLive: () => boolean;
}

/**
 * A long list. The part around the screen is in memory; everything that was ever loaded is on the device.
 * The newest items are live, and so are those on the screen. It is known where items are missing (`gaps`);
 * they are asked for when the screen comes near.
 */
export class CachedPages<Item> {
	readonly #options: CachedPagesOptions<Item>;
	readonly #lifetime = new AbortController();
	#window = $state.raw<Window<Item> | undefined>();
	#error = $state.raw<Error | undefined>();
	#isFilling = $state(false);
	readonly #items = $derived.by(() => this.#withOptimisticUpdates());

	#newest: readonly Item[] | undefined;
	/** What the screen shows. Until it is known, only the newest items are read and asked for. */
	#seen: Seen | undefined;
	/** Whether newer items have come since: the screen may follow them. */
	#isSeenOutdated = false;
	/** Whether the cached items have been read. */
	#isStarted = false;
	#isWorking = false;
	/** Counts jumps: changes of the window to another part of the list. */
	#jumps = 0;
	#watched: { range: Seen; stop: () => void } | undefined;
	#watching: ReturnType<typeof setTimeout> | undefined;

	constructor(options: CachedPagesOptions<Item>) {
		this.#options = options;
		const stop = options.subscribeNewest({
			onResult: (items) => this.#adoptNewest(items),
			onError: (error) => (this.#error = error),
			onInterrupt: () => undefined,
			onDisconnect: () => undefined
		});
		this.#lifetime.signal.addEventListener('abort', () => {
			stop();
			this.#unwatch();
		});
		void this.#start();
	}

	/**
	 * The items in memory with optimistic updates, oldest first; `undefined` until the device has
	 * answered.
	 */
	get items(): readonly Item[] | undefined {
		return this.#items;
	}

	/** The keys of the items before which others are missing. */
	get gaps(): ReadonlySet<string> {
		return this.#window?.span.gaps ?? new Set();
	}

	/** Whether {@link items} reach the newest item. */
	get isNewest(): boolean {
		return this.#window?.isNewest ?? true;
	}

	/** Whether missing items are being asked for. */
	get isFilling(): boolean {
		return this.#isFilling;
	}

	/** The error of a query; the items stay. */
	get error(): Error | undefined {
		return this.#error;
	}

	/**
	 * Says which items are on the screen, by the orders of the first and the last. Call it again when
	 * {@link items} have changed. The items around these are read, missing ones are asked for, and those on
	 * the screen are kept live.
	 */
	see(from: number, to: number): void {
		this.#seen = { from, to };
		this.#isSeenOutdated = false;
		clearTimeout(this.#watching);
		this.#watching = setTimeout(() => this.#watch(), WATCH_AFTER_MS);
		void this.#work();
	}

	/** Asks for missing items again, now that the backend answers. */
	refresh(): void {
		void this.#work();
		this.#watch();
	}

	/** Goes to the newest items. */
	async goToNewest(): Promise<void> {
		this.#seen = undefined;
		await this.#jump(() => this.#readNewest());
	}

	/** Goes to the item of this order. Returns whether it exists. */
	async goTo(order: number): Promise<boolean> {
		const { orderOf } = this.#options;
		const isThere = () => this.#window?.span.items.some((item) => orderOf(item) === order) ?? false;
		if (isThere()) return true;
		this.#seen = { from: order, to: order };
		await this.#jump(() => this.#readAround(order));
		if (isThere() || !this.#options.isLive()) return isThere();
		await Promise.all([
			this.#ask({ to: order, keep: 'newest' }),
			this.#ask({ from: order, keep: 'oldest' })
		]);
		await this.#jump(() => this.#readAround(order));
		return isThere();
	}

	/** All cached items, for example to search them. */
	async readCached(): Promise<readonly Item[]> {
		return (await this.#options.cached.all()).items;
	}

	/** Closes the list. What is on the device stays. */
	close(): void {
		this.#lifetime.abort();
		clearTimeout(this.#watching);
	}

	#withOptimisticUpdates(): readonly Item[] | undefined {
		const { withOptimisticUpdates, keyOf } = this.#options;
		if (!this.#window) return undefined;
		const { span, isNewest } = this.#window;
		const updated = withOptimisticUpdates(span.items);
		if (isNewest || updated === span.items) return updated;
		// Pending items are newer than these.
		const keys = new Set(span.items.map(keyOf));
		return updated.filter((item) => keys.has(keyOf(item)));
	}

	async #start(): Promise<void> {
		const { cached, cachedNewest, newestSize } = this.#options;
		const newest = await cachedNewest();
		if (newest) {
			await cached.adopt(newest.items, { keep: 'newest', limit: newestSize }, newest.asOf);
		}
		await this.#jump(() => this.#readNewest());
		this.#isStarted = true;
		await cached.noteRead();
	}

	#adoptNewest(items: readonly Item[]): void {
		const { newestSize: limit, cached } = this.#options;
		this.#newest = items;
		this.#takeBackError();
		void cached.adopt(items, { keep: 'newest', limit });
		const window = this.#window ?? (this.#isStarted ? NOTHING_CACHED : undefined);
		if (!window?.isNewest) return;
		this.#window = { ...window, span: this.#withNewest(window.span) };
		this.#isSeenOutdated = true;
	}

	#takeBackError(): void {
		if (!this.#error) return;
		this.#error = undefined;
		void this.#work();
	}

	#withNewest(span: Span<Item>): Span<Item> {
		if (!this.#newest) return span;
		return adopt(
			span,
			this.#newest,
			{ keep: 'newest', limit: this.#options.newestSize },
			this.#options
		);
	}

	#show(window: Window<Item>): void {
		this.#window = this.#seen ? letGo(window, this.#seen, this.#options) : window;
	}

	/** Moves the window to another part of the list. */
	async #jump(read: () => Promise<Window<Item> | undefined>): Promise<void> {
		this.#jumps += 1;
		const jump = this.#jumps;
		const window = await read();
		if (jump !== this.#jumps || this.#lifetime.signal.aborted) return;
		this.#unwatch();
		this.#window = window?.isNewest ? { ...window, span: this.#withNewest(window.span) } : window;
		void this.#work();
	}

	async #readNewest(): Promise<Window<Item> | undefined> {
		const span = await this.#options.cached.before(Infinity, this.#options.newestSize);
		// The list is empty only if the backend has said so.
		if (span.items.length === 0 && !this.#newest) return undefined;
		return { span, isOldest: false, isNewest: true };
	}

	async #readAround(order: number): Promise<Window<Item>> {
		const { cached, pageSize } = this.#options;
		const after = await cached.after(order, pageSize);
		// The item itself is included: the position is before the first item after it.
		const [next] = after.items;
		const position = next === undefined ? Infinity : this.#options.orderOf(next);
		const before = await cached.before(position, pageSize);
		const span = join(before, after, after.isApart, this.#options);
		return { span, isOldest: false, isNewest: after.items.length < pageSize };
	}

	async #work(): Promise<void> {
		if (this.#isWorking) return;
		this.#isWorking = true;
		let step = this.#next();
		for (; step && step.do !== 'fill'; step = this.#next()) await this.#read(step);
		this.#isWorking = false;
		// Not awaited: cached items are read also while the backend does not answer.
		if (step && !this.#isFilling) void this.#fill(step.range);
	}

	get #canAsk(): boolean {
		return this.#options.isLive() && !this.#isSeenOutdated && !this.#lifetime.signal.aborted;
	}

	#next(): Step | undefined {
		if (!this.#window || !this.#seen || this.#lifetime.signal.aborted) return undefined;
		return nextStep(this.#window, this.#seen, this.#canAsk && !this.#error, this.#options);
	}

	async #read(step: Step): Promise<void> {
		const jump = this.#jumps;
		const change = await (step.do === 'readOlder' ? this.#readOlder() : this.#readNewer());
		if (jump === this.#jumps && this.#window) {
			this.#show(change(this.#window));
		}
	}

	async #fill(range: Omit<ItemRange, 'limit'>): Promise<void> {
		this.#isFilling = true;
		await this.#ask(range);
		this.#isFilling = false;
		void this.#work();
	}

	async #readOlder(): Promise<(window: Window<Item>) => Window<Item>> {
		const { cached, orderOf, pageSize } = this.#options;
		const first = this.#window?.span.items[0];
		const order = first === undefined ? Infinity : orderOf(first);
		const before = await cached.before(order, pageSize);
		return (window) =>
			window.span.items[0] === first
				? {
						...window,
						span: join(before, window.span, before.isApart, this.#options),
						isOldest: before.items.length === 0
					}
				: window;
	}

	async #readNewer(): Promise<(window: Window<Item>) => Window<Item>> {
		const { cached, orderOf, pageSize } = this.#options;
		const last = this.#window?.span.items.at(-1);
		const order = last === undefined ? -Infinity : orderOf(last);
		const after = await cached.after(order, pageSize);
		const isNewest = after.items.length < pageSize;
		return (window) => {
			if (window.span.items.at(-1) !== last) return window;
			const span = join(window.span, after, after.isApart, this.#options);
			return { ...window, span: isNewest ? this.#withNewest(span) : span, isNewest };
		};
	}

	/** Asks the backend for a range once, and merges the answer if there is one. */
	async #ask(range: Omit<ItemRange, 'limit'>): Promise<void> {
		const asked: ItemRange = { ...range, limit: this.#options.pageSize };
		const jump = this.#jumps;
		const answer = await this.#answerTo(asked);
		if (answer) await this.#adoptRange(answer, asked, jump);
	}

	async #adoptRange(answer: readonly Item[], range: ItemRange, jump: number): Promise<void> {
		if (this.#lifetime.signal.aborted) return;
		if (jump === this.#jumps && this.#window) {
			const span = adopt(this.#window.span, answer, range, this.#options);
			this.#show({ ...this.#window, span });
		}
		await this.#options.cached.adopt(answer, range);
	}

	async #answerTo(range: ItemRange): Promise<readonly Item[] | undefined> {
		const { signal } = this.#lifetime;
		const asking = new AbortController();
		try {
			return await new Promise((resolve) => {
				const giveUp = () => resolve(undefined);
				const stop = this.#options.subscribeRange(range, {
					onResult: resolve,
					onError: (error) => {
						this.#error = error;
						giveUp();
					},
					onInterrupt: giveUp,
					onDisconnect: giveUp
				});
				asking.signal.addEventListener('abort', stop);
				signal.addEventListener('abort', giveUp, { signal: asking.signal });
			});
		} finally {
			asking.abort();
		}
	}

	/** Watches the range on the screen, unless it is among the newest items, which are live already. */
	#watch(): void {
		const { orderOf, pageSize, subscribeRange } = this.#options;
		if (!this.#window || !this.#seen || !this.#canAsk) return;
		const { from, to } = this.#seen;
		const [newest] = this.#newest ?? [];
		if (newest !== undefined && from >= orderOf(newest)) return this.#unwatch();
		const watched = this.#watched?.range;
		if (watched && watched.from <= from && to <= watched.to) return;
		const range = watchedRange(this.#window.span, this.#seen, pageSize, this.#options);
		if (!range) return;
		const jump = this.#jumps;
		const stop = subscribeRange(range, {
			onResult: (items) => void this.#adoptRange(items, range, jump),
			onError: (error) => (this.#error = error),
			onInterrupt: () => undefined,
			onDisconnect: () => undefined
		});
		this.#unwatch();
		this.#watched = { range, stop };
	}

	#unwatch(): void {
		this.#watched?.stop();
		this.#watched = undefined;
	}
}

import type { ItemList } from '../cache/item-list.js';
import { adopt, join, type ItemRange, type ItemShape, type Span } from '../cache/span.js';
import type { CachedResult } from '../cache/user-data.js';
import type { QueryListener } from '../convex/live-queries.js';
import { letGo, nextStep, watchedRange, type Seen, type Step, type Window } from './pages-plan.js';

/** What is on the screen is watched once it has stood still for so long: scrolling asks nothing. */
const WATCH_AFTER_MS = 150;

/** The window on a list that the device does not know. */
const NOTHING_CACHED = {
	span: { items: [], gaps: new Set<string>() },
	isOldest: true,
	isNewest: true
};

type Subscribe<Item> = (listener: QueryListener<Item[]>) => () => void;

export interface CachedPagesOptions<Item> extends ItemShape<Item> {
	/** Where the rows are kept. */
	cached: ItemList<Item>;
	/** The last newest rows that are kept apart. */
	cachedNewest: () => Promise<CachedResult | undefined>;
	/** How many rows the query of the newest has at most. */
	newestSize: number;
	/** How many rows the query of a range has at most. */
	pageSize: number;
	subscribeNewest: Subscribe<Item>;
	subscribeRange: (range: ItemRange, listener: QueryListener<Item[]>) => () => void;
	/** Lays what is unsent over the rows. */
	withOptimisticUpdates: (items: readonly Item[]) => readonly Item[];
	/** Whether the backend answers now. */
	isLive: () => boolean;
}

/**
 * A long list, of which the part around the screen is in memory, and what was ever there on the device.
 * The newest rows are live; so are those on the screen. What is missing is known (`gaps`), and asked for
 * when the screen comes near it.
 */
export class CachedPages<Item> {
	readonly #options: CachedPagesOptions<Item>;
	readonly #lifetime = new AbortController();
	#window = $state.raw<Window<Item> | undefined>();
	#error = $state.raw<Error | undefined>();
	#isFilling = $state(false);
	readonly #items = $derived.by(() => this.#withOptimisticUpdates());

	#newest: readonly Item[] | undefined;
	/** Until the screen has said where it is, nothing beside the newest is read or asked for. */
	#seen: Seen | undefined;
	/** Whether newer rows have come since: the screen may follow them. */
	#isSeenOutdated = false;
	/** Whether it is known what the device has. */
	#isStarted = false;
	#isWorking = false;
	/** Counts the windows that do not go on from the one before. */
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

	/** The rows in memory with what is unsent in them, oldest first; `undefined` until the device has answered. */
	get items(): readonly Item[] | undefined {
		return this.#items;
	}

	/** The keys of the rows before which others are missing. */
	get gaps(): ReadonlySet<string> {
		return this.#window?.span.gaps ?? new Set();
	}

	/** Whether {@link items} go on to the newest. */
	get isNewest(): boolean {
		return this.#window?.isNewest ?? true;
	}

	/** Whether missing rows are being asked for. */
	get isFilling(): boolean {
		return this.#isFilling;
	}

	/** What a query threw; the rows stay. */
	get error(): Error | undefined {
		return this.#error;
	}

	/**
	 * Says which rows are on the screen, by the orders of the first and the last, and is to be called again
	 * when {@link items} have changed: those around them are read, missing ones are asked for, and these are
	 * kept up to date.
	 */
	see(from: number, to: number): void {
		this.#seen = { from, to };
		this.#isSeenOutdated = false;
		clearTimeout(this.#watching);
		this.#watching = setTimeout(() => this.#watch(), WATCH_AFTER_MS);
		void this.#work();
	}

	/** Looks again for what is missing, now that the backend answers. */
	refresh(): void {
		void this.#work();
		this.#watch();
	}

	/** Goes to the newest rows. */
	async goToNewest(): Promise<void> {
		this.#seen = undefined;
		await this.#jump(() => this.#readNewest());
	}

	/** Goes to the row of this order, and says whether it is there. */
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

	/** All rows that the device keeps, on the screen or not: to search them, say. */
	async readCached(): Promise<readonly Item[]> {
		return (await this.#options.cached.all()).items;
	}

	/** Ends it, and keeps what is on the device. */
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
		// What is unsent is newer than these.
		const keys = new Set(span.items.map(keyOf));
		return updated.filter((item) => keys.has(keyOf(item)));
	}

	async #start(): Promise<void> {
		const { cached, cachedNewest, newestSize } = this.#options;
		const newest = await cachedNewest();
		if (newest) {
			const items = newest.value as Item[];
			await cached.adopt(items, { keep: 'newest', limit: newestSize }, newest.asOf);
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

	/** Takes another part of the list for the window. */
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
		// An empty list is one of which the backend has said so.
		if (span.items.length === 0 && !this.#newest) return undefined;
		return { span, isOldest: false, isNewest: true };
	}

	async #readAround(order: number): Promise<Window<Item>> {
		const { cached, pageSize } = this.#options;
		const after = await cached.after(order, pageSize);
		// With the row itself: the place is before the first of the rows after it.
		const [next] = after.items;
		const place = next === undefined ? Infinity : this.#options.orderOf(next);
		const before = await cached.before(place, pageSize);
		const span = join(before, after, after.isApart, this.#options);
		return { span, isOldest: false, isNewest: after.items.length < pageSize };
	}

	async #work(): Promise<void> {
		if (this.#isWorking) return;
		this.#isWorking = true;
		let step = this.#next();
		for (; step && step.do !== 'fill'; step = this.#next()) await this.#read(step);
		this.#isWorking = false;
		// Not awaited: what the device has is read also while the backend does not answer.
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

	/** Asks the backend for a range once, and adopts the answer, if there is one. */
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

	/** Follows what is on the screen, where the newest rows do not tell. */
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

import { adopt, type ItemRange } from '../cache/span.js';
import type { QueryListener } from '../convex/live-queries.js';
import {
	readAround,
	readNewer,
	readNewest,
	readOlder,
	type CachedWindowOptions
} from './cached-window.js';
import type { CachedPages as PublicCachedPages } from '../public/cached-pages.js';
import { firstAnswer } from './first-answer.js';
import { ItemWindow, type ItemWindowOptions } from './item-window.svelte.js';
import {
	nextStep,
	nextWatch,
	type Seen,
	type Step,
	type WatchStep,
	type Window
} from './pages-plan.js';
import { WatchedRange } from './watched-range.js';

/** The newest rows, and when they were live, in milliseconds since 1970. */
export interface NewestRows<Item> {
	items: readonly Item[];
	asOf: number;
}

type Subscribe<Item> = (listener: QueryListener<Item[]>) => () => void;

export interface CachedPagesOptions<Item>
	extends CachedWindowOptions<Item>, ItemWindowOptions<Item> {
	/** The last newest rows that are kept apart. */
	cachedNewest: () => Promise<NewestRows<Item> | undefined>;
	/** How many items are read at a time, and the most that the query of a range returns. */
	pageSize: number;
	subscribeNewest: Subscribe<Item>;
	subscribeRange: (range: ItemRange, listener: QueryListener<Item[]>) => () => void;
	/** Whether the backend answers now. */
	isLive: () => boolean;
}

/** The list behind the interface of the same name, which describes what apps see of it. */
export class CachedPages<Item> implements PublicCachedPages<Item> {
	readonly #options: CachedPagesOptions<Item>;
	readonly #window: ItemWindow<Item>;
	readonly #lifetime = new AbortController();
	readonly #onScreen = new WatchedRange({
		next: (watched) => this.#nextWatch(watched),
		subscribe: (range) => this.#watch(range)
	});
	#error = $state.raw<Error | undefined>();
	#isFilling = $state(false);

	/** Whether newer items have come since: the screen may follow them. */
	#isSeenOutdated = false;
	/** Whether the cached items have been read. */
	#isStarted = false;
	#isWorking = false;

	constructor(options: CachedPagesOptions<Item>) {
		this.#options = options;
		this.#window = new ItemWindow(options);
		const stop = options.subscribeNewest(this.#listen((items) => this.#adoptNewest(items)));
		this.#lifetime.signal.addEventListener('abort', () => {
			stop();
			this.#onScreen.close();
		});
		void this.#start();
	}

	get items(): readonly Item[] | undefined {
		return this.#window.items;
	}

	get gaps(): ReadonlySet<string> {
		return this.#window.current?.span.gaps ?? new Set();
	}

	get isNewest(): boolean {
		return this.#window.current?.isNewest ?? true;
	}

	get isFilling(): boolean {
		return this.#isFilling;
	}

	get error(): Error | undefined {
		return this.#error;
	}

	see(from: number, to: number): void {
		this.#window.seen = { from, to };
		this.#isSeenOutdated = false;
		this.#onScreen.followSoon();
		void this.#work();
	}

	refresh(): void {
		void this.#work();
		this.#onScreen.follow();
	}

	async goToNewest(): Promise<void> {
		this.#window.seen = undefined;
		await this.#jump(() => this.#readNewest());
	}

	async goTo(order: number): Promise<boolean> {
		const isIt = (item: Item) => this.#options.orderOf(item) === order;
		const isThere = () => this.#window.current?.span.items.some(isIt) ?? false;
		if (isThere()) return true;
		this.#window.seen = { from: order, to: order };
		await this.#jump(() => readAround(this.#options, order));
		if (isThere() || !this.#options.isLive()) return isThere();
		await Promise.all([
			this.#ask({ to: order, keep: 'newest' }),
			this.#ask({ from: order, keep: 'oldest' })
		]);
		await this.#jump(() => readAround(this.#options, order));
		return isThere();
	}

	async readCached(): Promise<readonly Item[]> {
		return (await this.#options.cached.all()).items;
	}

	close(): void {
		this.#lifetime.abort();
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
		this.#takeBackError();
		void cached.adopt(items, { keep: 'newest', limit });
		if (this.#window.adoptNewest(items, this.#isStarted)) this.#isSeenOutdated = true;
	}

	#takeBackError(): void {
		if (!this.#error) return;
		this.#error = undefined;
		void this.#work();
	}

	/** Moves the window to another part of the list. */
	async #jump(read: () => Promise<Window<Item> | undefined>): Promise<void> {
		if (!(await this.#window.jump(read))) return;
		this.#onScreen.stop();
		void this.#work();
	}

	async #readNewest(): Promise<Window<Item> | undefined> {
		const window = await readNewest(this.#options, this.#options.newestSize);
		// The list is empty only if the backend has said so.
		return window.span.items.length > 0 || this.#window.newest ? window : undefined;
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
		const { current, seen } = this.#window;
		if (!current || !seen || this.#lifetime.signal.aborted) return undefined;
		return nextStep(current, seen, this.#canAsk && !this.#error, this.#options);
	}

	async #read({ do: what }: Step): Promise<void> {
		const { current } = this.#window;
		if (!current) return;
		const change = this.#window.beginChange();
		const read = what === 'readOlder' ? readOlder : readNewer;
		change(await read(this.#options, current));
	}

	async #fill(range: Omit<ItemRange, 'limit'>): Promise<void> {
		this.#isFilling = true;
		await this.#ask(range);
		this.#isFilling = false;
		void this.#work();
	}

	/** Asks the backend for a range once, and merges the answer if there is one. */
	async #ask(range: Omit<ItemRange, 'limit'>): Promise<void> {
		const asked: ItemRange = { ...range, limit: this.#options.pageSize };
		const adoptAnswer = this.#beginAdopting(asked);
		const answer = await firstAnswer<Item[]>(
			(listener) => this.#options.subscribeRange(asked, listener),
			{ onError: (error) => (this.#error = error), signal: this.#lifetime.signal }
		);
		if (answer) await adoptAnswer(answer);
	}

	/** Returns a function that adopts answers to a range: in memory, unless it has jumped since, and on the disk. */
	#beginAdopting(range: ItemRange): (answer: readonly Item[]) => Promise<void> {
		const change = this.#window.beginChange();
		return async (answer) => {
			if (this.#lifetime.signal.aborted) return;
			change((window) => {
				const span = adopt(window.span, answer, range, this.#options);
				return { ...window, span };
			});
			await this.#options.cached.adopt(answer, range);
		};
	}

	#nextWatch(watched: Seen | undefined): WatchStep {
		const { current, seen, newest } = this.#window;
		if (!current || !seen || !this.#canAsk) return 'stay';
		const screen = { span: current.span, seen, newest, watched };
		return nextWatch(screen, this.#options.pageSize, this.#options);
	}

	#watch(range: ItemRange): () => void {
		const adoptAnswer = this.#beginAdopting(range);
		return this.#options.subscribeRange(
			range,
			this.#listen((items) => void adoptAnswer(items))
		);
	}

	#listen(onResult: (items: Item[]) => void): QueryListener<Item[]> {
		const onError = (error: Error) => (this.#error = error);
		return {
			// What is on the disk is the backend's.
			onResult: (items, isTentative) => {
				if (!isTentative) onResult(items);
			},
			onError,
			onInterrupt: () => undefined,
			onDisconnect: () => undefined
		};
	}
}

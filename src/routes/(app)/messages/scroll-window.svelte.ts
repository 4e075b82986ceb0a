import { flushSync, tick } from 'svelte';
import { on } from 'svelte/events';
import type { Drawn } from './drawn-messages';
import { NEWEST_DRAWN } from './newest-drawn';
import type { ScrollWatcher } from './scroll-watcher';
import type { Edges, ScrollWindowOptions, WatchedList } from './watched-list';

/**
 * Draws the part of a long list that is on the screen, and a little more. The scroller is a reversed
 * column: messages that are added above move nothing. Messages below that are not drawn any more leave
 * empty room. Until the user scrolls, the newest messages are drawn; what answers scrolling is loaded then
 * ({@link ScrollWatcher}).
 */
export class ScrollWindow implements WatchedList {
	readonly options: ScrollWindowOptions;
	#edges = $state.raw<Edges>({});
	#isFollowing = $state(true);
	#isFar = $state(false);
	#isPrinting = $state(false);
	readonly #indexes = $derived.by(() => new Map(this.#keys.map((key, index) => [key, index])));
	readonly #drawn = $derived.by(() => this.#findDrawn());

	#scroller: HTMLElement | undefined;
	#watcher: ScrollWatcher | undefined;
	/** Has the watcher look, and loads it first if necessary. */
	#lookSoon: () => void = () => undefined;

	constructor(options: ScrollWindowOptions) {
		this.options = options;
	}

	/** The drawn part of the list. */
	get drawn(): Drawn {
		return this.#drawn;
	}

	get edges(): Edges {
		return this.#edges;
	}

	/** The element that scrolls. */
	get scroller(): HTMLElement | undefined {
		return this.#scroller;
	}

	/** Whether the list is at its end and follows new messages. */
	get isFollowing(): boolean {
		return this.#isFollowing;
	}

	/** Whether the end is more than a screen away. */
	get isFar(): boolean {
		return this.#isFar;
	}

	/** Whether all messages are drawn, for paper. */
	get isPrinting(): boolean {
		return this.#isPrinting;
	}

	/** An attachment for the scroller. */
	readonly attach = (scroller: HTMLElement): (() => void) => {
		this.#scroller = scroller;
		const lifetime = new AbortController();
		const onPrint = ({ type }: Event) =>
			flushSync(() => (this.#isPrinting = type === 'beforeprint'));
		let loading: Promise<unknown> | undefined;
		this.#lookSoon = () => {
			if (this.#watcher) return this.#watcher.lookSoon();
			loading ??= import('./scroll-watcher').then(
				({ ScrollWatcher }) => {
					if (!lifetime.signal.aborted) {
						this.#watcher = new ScrollWatcher(this, scroller, lifetime.signal);
					}
				},
				() => (loading = undefined)
			);
		};
		const stops = [
			on(scroller, 'scroll', this.#lookSoon, { passive: true }),
			on(window, 'beforeprint', onPrint),
			on(window, 'afterprint', onPrint)
		];
		return () => {
			lifetime.abort();
			for (const stop of stops) stop();
			this.#scroller = this.#watcher = undefined;
		};
	};

	/** Call it before other messages are drawn: remembers the message in the middle of the screen. */
	captureAnchor(): void {
		this.#watcher?.captureAnchor();
	}

	/** Call it after they are drawn: the remembered message is in the middle again. */
	restoreAnchor(): void {
		this.#watcher?.restoreAnchor();
	}

	/** Draws other messages, and says whether the list follows new ones and is far from its end. */
	show(edges: Edges, isFollowing: boolean, isFar: boolean): void {
		this.#isFollowing = isFollowing;
		this.#isFar = isFar;
		if (edges.first === this.#edges.first && edges.last === this.#edges.last) return;
		flushSync(() => (this.#edges = edges));
	}

	/** Shows the newest messages. */
	async goToEnd(): Promise<void> {
		this.#edges = {};
		this.#isFollowing = true;
		this.#isFar = false;
		await tick();
		this.startAnew();
		if (this.#scroller) this.#scroller.scrollTop = 0;
	}

	/** Call it when another part of the list is drawn, before it is scrolled to. */
	startAnew(): void {
		this.#watcher?.startAnew();
	}

	/** Looks in the next frame at what is on the screen. */
	lookSoon(): void {
		this.#lookSoon();
	}

	get #keys(): readonly string[] {
		return this.options.keys();
	}

	#findDrawn(): Drawn {
		const count = this.#keys.length;
		if (this.#isPrinting) return { start: 0, end: count };
		const { first, last } = this.#edges;
		const lastIndex = last === undefined ? undefined : this.#indexes.get(last);
		const end = lastIndex === undefined ? count : lastIndex + 1;
		const firstIndex = first === undefined ? undefined : this.#indexes.get(first);
		return { start: Math.min(firstIndex ?? Math.max(0, end - NEWEST_DRAWN), end), end };
	}
}

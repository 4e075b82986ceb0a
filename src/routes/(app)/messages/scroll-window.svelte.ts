import { flushSync, tick } from 'svelte';
import { on } from 'svelte/events';
import {
	NEWEST_DRAWN,
	nextDrawn,
	shownMessages,
	type Drawn,
	type Positions
} from './drawn-messages';
import { findAnchor, movedFrom, scrolledFrom, type Anchor } from './anchor';

/** Nearer to the end than this, the list follows new messages. */
const NEAR_END_PX = 4;

/** Less than this is not seen to move. */
const LEAST_MOVE_PX = 0.5;

/** This many messages are drawn at first around a message that `goTo` shows. */
const AROUND_MESSAGES = 12;

/** While something is selected or has the focus, messages stay drawn up to this number. */
const MOST_PINNED_MESSAGES = 500;

export interface ScrollWindowOptions {
	/** The keys of the messages, oldest first. */
	keys: () => readonly string[];
	/** Whether these reach the newest message. */
	isNewest: () => boolean;
	/** Called with the indexes of the first and the last message on the screen. */
	onSee: (first: number, last: number) => void;
	/** Called when the user has scrolled into the empty room at the end: the newest messages are wanted. */
	onEnd: () => void;
}

/**
 * Draws the part of a long list that is on the screen, and a little more. The scroller is a reversed
 * column: messages that are added above move nothing. Messages below that are not drawn any more leave
 * empty room.
 */
export class ScrollWindow {
	readonly #options: ScrollWindowOptions;
	/**
	 * The keys of the first and the last drawn message; without them, the newest messages and all that
	 * come.
	 */
	#edges = $state.raw<{ first?: string | undefined; last?: string | undefined }>({});
	#isFollowing = $state(true);
	#isFar = $state(false);
	readonly #indexes = $derived.by(() => new Map(this.#keys.map((key, index) => [key, index])));
	readonly #drawn = $derived.by(() => this.#findDrawn());

	#scroller: HTMLElement | undefined;
	/** The height of the empty room at the end, in pixels. */
	#room = 0;
	#anchor: Anchor | undefined;
	#isPrinting = $state(false);
	#frame: number | undefined;

	constructor(options: ScrollWindowOptions) {
		this.#options = options;
	}

	/** The drawn part of the list. */
	get drawn(): Drawn {
		return this.#drawn;
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
		const onScroll = () => this.#lookSoon();
		const onKey = (event: KeyboardEvent) => {
			// The browser only knows the end of the drawn part.
			if (event.key !== 'End' || event.target !== scroller || !this.#isFar) return;
			event.preventDefault();
			this.#options.onEnd();
		};
		const onPrint = ({ type }: Event) =>
			flushSync(() => (this.#isPrinting = type === 'beforeprint'));
		const stops = [
			on(scroller, 'scroll', onScroll, { passive: true }),
			on(scroller, 'keydown', onKey),
			on(window, 'beforeprint', onPrint),
			on(window, 'afterprint', onPrint)
		];
		// It calls before the change is painted. The column changes alone when its text does.
		const resizing = new ResizeObserver(() => this.restoreAnchor());
		for (const one of [scroller, ...scroller.children]) resizing.observe(one);
		return () => {
			this.#scroller = undefined;
			for (const stop of stops) stop();
			resizing.disconnect();
			if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		};
	};

	/** Call it before other messages are drawn: remembers the message in the middle of the screen. */
	captureAnchor(): void {
		this.#settleScrolled();
	}

	/**
	 * Call it after other messages are drawn, and when the layout has changed: the remembered message is in
	 * the middle again. A list that follows new messages stays at its end.
	 */
	restoreAnchor(): void {
		this.#settle(0);
		this.#lookSoon();
	}

	/** Shows the newest messages. */
	async goToEnd(): Promise<void> {
		this.#edges = {};
		this.#isFollowing = true;
		this.#isFar = false;
		await tick();
		this.#makeRoom(0);
		if (this.#scroller) this.#scroller.scrollTop = 0;
		this.#note();
	}

	/** Shows a message in the middle of the screen. Returns its element. */
	async goTo(key: string): Promise<HTMLElement | undefined> {
		const index = this.#indexes.get(key);
		if (index === undefined) return undefined;
		this.#isFollowing = false;
		this.#edges = {
			first: this.#keys[Math.max(0, index - AROUND_MESSAGES)],
			last: this.#keys[Math.min(this.#keys.length - 1, index + AROUND_MESSAGES)]
		};
		await tick();
		this.#makeRoom(0);
		const element = this.#elements()[index - this.#drawn.start];
		element?.scrollIntoView({ block: 'center' });
		this.#note();
		return element;
	}

	get #keys(): readonly string[] {
		return this.#options.keys();
	}

	#findDrawn(): Drawn {
		if (this.#isPrinting) return { start: 0, end: this.#keys.length };
		const { first, last } = this.#edges;
		const count = this.#keys.length;
		const lastIndex = last === undefined ? undefined : this.#indexes.get(last);
		const end = lastIndex === undefined ? count : lastIndex + 1;
		const firstIndex = first === undefined ? undefined : this.#indexes.get(first);
		return { start: Math.min(firstIndex ?? Math.max(0, end - NEWEST_DRAWN), end), end };
	}

	#elements(): HTMLElement[] {
		return [...(this.#scroller?.querySelectorAll<HTMLElement>('article') ?? [])];
	}

	#lookSoon(): void {
		this.#frame ??= requestAnimationFrame(() => {
			this.#frame = undefined;
			this.#settleScrolled();
			this.#look();
			this.#note();
		});
	}

	/** Reports what is on the screen, and draws the messages around it. */
	#look(): void {
		const scroller = this.#scroller;
		const { start, end } = this.#drawn;
		const elements = this.#elements();
		if (!scroller || elements.length === 0 || elements.length !== end - start) return;
		if (this.#isPrinting) return;
		const positions = this.#positionsOf(elements);
		const [first, last] = shownMessages(positions);
		this.#options.onSee(start + first, start + last);

		const count = this.#keys.length;
		const isAtEnd = scroller.scrollTop > -NEAR_END_PX;
		if (isAtEnd && this.#room > 0) return this.#options.onEnd();
		const isFollowing = isAtEnd && end === count && this.#options.isNewest();
		const isPinned = elements.length < MOST_PINNED_MESSAGES && this.#isPinned();
		const next = nextDrawn(this.#drawn, count, positions, isPinned);
		const isAsAtFirst = isFollowing && next.start >= count - NEWEST_DRAWN;
		this.#isFollowing = isFollowing;
		this.#isFar =
			end < count || !this.#options.isNewest() || scroller.scrollTop < -positions.height;
		const edges = {
			first: isAsAtFirst ? undefined : this.#keys[next.start],
			last: isFollowing ? undefined : this.#keys[next.end - 1]
		};
		if (edges.first === this.#edges.first && edges.last === this.#edges.last) return;
		flushSync(() => (this.#edges = edges));
	}

	#positionsOf(elements: readonly HTMLElement[]): Positions {
		const screen = this.#scroller?.getBoundingClientRect();
		const boxes = elements.map((element) => element.getBoundingClientRect());
		const zero = screen?.top ?? 0;
		return {
			tops: boxes.map(({ top }) => top - zero),
			bottoms: boxes.map(({ bottom }) => bottom - zero),
			height: screen?.height ?? 0
		};
	}

	#isPinned(): boolean {
		const { activeElement } = document;
		const selection = document.getSelection();
		const isSelected =
			selection !== null &&
			!selection.isCollapsed &&
			[selection.anchorNode, selection.focusNode].some((node) => this.#contains(node));
		return isSelected || (activeElement !== this.#scroller && this.#contains(activeElement));
	}

	#contains(node: Node | null): boolean {
		return node !== null && (this.#scroller?.contains(node) ?? false);
	}

	#note(): void {
		this.#anchor = this.#scroller && findAnchor(this.#scroller, this.#elements());
	}

	/** How far the remembered message has moved, in pixels. */
	get #moved(): number {
		if (this.#isFollowing || !this.#scroller || !this.#anchor) return 0;
		return movedFrom(this.#scroller, this.#anchor);
	}

	/** Moves the remembered message back, when the user may have scrolled too: that is not undone. */
	#settleScrolled(): void {
		const anchor = this.#isFollowing ? undefined : this.#anchor;
		const scrolled = this.#scroller && anchor ? scrolledFrom(this.#scroller, anchor) : 0;
		if (Math.abs(this.#moved + scrolled) < LEAST_MOVE_PX) this.#note();
		else this.#settle(scrolled);
	}

	/** Moves the remembered message back, but for the pixels that were scrolled. */
	#settle(scrolled: number): void {
		const isEnd = this.#drawn.end === this.#keys.length && this.#options.isNewest();
		const moved = this.#moved + scrolled;
		if (isEnd || this.#isFollowing) this.#makeRoom(0);
		else if (Math.abs(moved) >= LEAST_MOVE_PX) this.#makeRoom(Math.max(0, this.#room + moved));
		const left = this.#moved + scrolled;
		// Only if necessary: setting it stops a scroll movement.
		if (this.#scroller && Math.abs(left) >= LEAST_MOVE_PX) this.#scroller.scrollTop += left;
		this.#note();
	}

	#makeRoom(pixels: number): void {
		if (pixels === this.#room) return;
		this.#room = pixels;
		const column = this.#scroller?.firstElementChild;
		if (!(column instanceof HTMLElement)) return;
		// Not a margin: at the start of a reversed column a margin does not extend the scrollable area.
		if (pixels > 0) column.style.paddingBlockEnd = `calc(var(--space-3) + ${pixels}px)`;
		else column.style.removeProperty('padding-block-end');
	}
}

import { on } from 'svelte/events';
import { findAnchor, movedFrom, scrolledFrom, type Anchor } from './anchor';
import { nextDrawn, shownMessages, type Positions } from './drawn-messages';
import { NEWEST_DRAWN } from './newest-drawn';
import type { WatchedList } from './watched-list';

/** Nearer to the end than this, the list follows new messages. */
const NEAR_END_PX = 4;

/** Less than this is not seen to move. */
const LEAST_MOVE_PX = 0.5;

/** While it is scrolled, positions are rounded: less than this is no change of the layout. */
const LEAST_SCROLLED_MOVE_PX = 2;

/** While something is selected or has the focus, messages stay drawn up to this number. */
const MOST_PINNED_MESSAGES = 500;

/** Answers scrolling and changes of the layout: draws other messages, and keeps the anchor in its place. */
export class ScrollWatcher {
	readonly #list: WatchedList;
	readonly #scroller: HTMLElement;
	/** The height of the empty room at the end, in pixels. */
	#room = 0;
	#anchor: Anchor | undefined;
	#frame: number | undefined;

	/** Watches until the signal is aborted. */
	constructor(list: WatchedList, scroller: HTMLElement, signal: AbortSignal) {
		this.#list = list;
		this.#scroller = scroller;
		const stop = on(scroller, 'keydown', (event) => {
			// The browser only knows the end of the drawn part.
			if (event.key !== 'End' || event.target !== scroller || !list.isFar) return;
			event.preventDefault();
			list.options.onEnd();
		});
		// It calls before the change is painted. The column changes alone when its text does.
		const resizing = new ResizeObserver(() => this.restoreAnchor());
		for (const one of [scroller, ...scroller.children]) resizing.observe(one);
		signal.addEventListener('abort', () => {
			stop();
			resizing.disconnect();
			if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		});
		this.startAnew();
	}

	/** Looks in the next frame at what is on the screen. */
	lookSoon(): void {
		this.#frame ??= requestAnimationFrame(() => {
			this.#frame = undefined;
			this.#settleScrolled();
			this.#look();
			this.#note();
		});
	}

	/** Call it when another part of the list is drawn, before it is scrolled to. */
	startAnew(): void {
		this.#makeRoom(0);
		this.#note();
		this.lookSoon();
	}

	/** Call it before other messages are drawn. */
	captureAnchor(): void {
		this.#settleScrolled();
	}

	/**
	 * Call it after other messages are drawn, and when the layout has changed. A list that follows new messages
	 * stays at its end.
	 */
	restoreAnchor(): void {
		this.#settle(0);
		this.lookSoon();
	}

	#elements(): HTMLElement[] {
		return [...this.#scroller.querySelectorAll<HTMLElement>('article')];
	}

	/** Reports what is on the screen, and draws the messages around it. */
	#look(): void {
		const { options, drawn, isPrinting } = this.#list;
		const { start, end } = drawn;
		const elements = this.#elements();
		if (isPrinting || elements.length === 0 || elements.length !== end - start) return;
		const positions = this.#positionsOf(elements);
		const [first, last] = shownMessages(positions);
		options.onSee(start + first, start + last);

		const keys = options.keys();
		const count = keys.length;
		const { scrollTop } = this.#scroller;
		const isAtEnd = scrollTop > -NEAR_END_PX;
		if (isAtEnd && this.#room > 0) return options.onEnd();
		const isFollowing = isAtEnd && end === count && options.isNewest();
		const isPinned = elements.length < MOST_PINNED_MESSAGES && this.#isPinned();
		const next = nextDrawn(drawn, count, positions, isPinned);
		const isAsAtFirst = isFollowing && next.start >= count - NEWEST_DRAWN;
		const edges = {
			first: isAsAtFirst ? undefined : keys[next.start],
			last: isFollowing ? undefined : keys[next.end - 1]
		};
		const isFar = end < count || !options.isNewest() || scrollTop < -positions.height;
		this.#list.show(edges, isFollowing, isFar);
	}

	#positionsOf(elements: readonly HTMLElement[]): Positions {
		const screen = this.#scroller.getBoundingClientRect();
		const boxes = elements.map((element) => element.getBoundingClientRect());
		return {
			tops: boxes.map(({ top }) => top - screen.top),
			bottoms: boxes.map(({ bottom }) => bottom - screen.top),
			height: screen.height
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
		return node !== null && this.#scroller.contains(node);
	}

	#note(): void {
		this.#anchor = findAnchor(this.#scroller, this.#elements());
	}

	/** How far the anchor has moved, in pixels. */
	get #moved(): number {
		if (this.#list.isFollowing || !this.#anchor) return 0;
		return movedFrom(this.#scroller, this.#anchor);
	}

	/** Moves the anchor back, when the user may have scrolled too: that is not undone. */
	#settleScrolled(): void {
		const anchor = this.#list.isFollowing ? undefined : this.#anchor;
		const scrolled = anchor ? scrolledFrom(this.#scroller, anchor) : 0;
		if (Math.abs(this.#moved + scrolled) < LEAST_SCROLLED_MOVE_PX) this.#note();
		else this.#settle(scrolled);
	}

	/** Moves the anchor back, but for the pixels that were scrolled. */
	#settle(scrolled: number): void {
		const { drawn, isFollowing, options } = this.#list;
		const isEnd = drawn.end === options.keys().length && options.isNewest();
		const moved = this.#moved + scrolled;
		if (isEnd || isFollowing || !this.#anchor) this.#makeRoom(0);
		else if (Math.abs(moved) >= LEAST_MOVE_PX) this.#makeRoom(Math.max(0, this.#room + moved));
		const left = this.#moved + scrolled;
		// Only if necessary: setting it stops a scroll movement.
		if (Math.abs(left) >= LEAST_MOVE_PX) this.#scroller.scrollTop += left;
		this.#note();
	}

	#makeRoom(pixels: number): void {
		if (pixels === this.#room) return;
		this.#room = pixels;
		const column = this.#scroller.firstElementChild;
		if (!(column instanceof HTMLElement)) return;
		// Not a margin: at the start of a reversed column a margin does not extend the scrollable area.
		if (pixels > 0) column.style.paddingBlockEnd = `calc(var(--space-3) + ${pixels}px)`;
		else column.style.removeProperty('padding-block-end');
	}
}

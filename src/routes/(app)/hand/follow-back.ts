import { on } from 'svelte/events';
import { isThrown, speedOf, wayBack, type Sample } from './back-swipe';
import { intentOf, maySwipe } from './swipe';

/** What happens when a finger leads back. */
export interface BackFinger {
	/** The pane that something is in, if a finger can lead back from it. */
	paneAt: (target: Element) => HTMLElement | undefined;
	/** It begins to follow: shows what is beneath it. */
	begin: (pane: HTMLElement) => void;
	/** It is in its place again. */
	stay: (pane: HTMLElement) => void;
	/** It has gone. */
	leave: (pane: HTMLElement) => void;
}

/** A pane on its way. */
interface Following {
	pane: HTMLElement;
	/** Whether it stays where it is, for those who want less motion. */
	isStill: boolean;
	/** Its width, and how far it has followed, in pixels. */
	width: number;
	way: number;
	/** Where the finger was when it began: it does not jump by what says that this is a swipe. */
	from: number;
}

/** How long a pane takes from where it was let go of, in milliseconds. */
const SETTLE_MS = 160;

/** What a finger moves along itself. */
const OWN_SWIPE = 'input, textarea, select, dialog, [popover], [role=menu], [contenteditable]';

/**
 * Has panes follow a finger that swipes towards the end of the line, wherever it begins, but at the edges of the
 * screen: there phones go back themselves. The other way is a reply. Returns the stop.
 */
export function followBack(document: Document, finger: BackFinger): () => void {
	const view = document.defaultView ?? window;
	/** Ends what the last finger does. */
	let finish: ((isGone: boolean) => void) | undefined;

	/** Asked only of a swipe: it has the browser lay out the page. */
	const paneOf = ({ target, clientX }: PointerEvent): HTMLElement | undefined => {
		if (!(target instanceof Element) || target.closest(OWN_SWIPE)) return undefined;
		if (!maySwipe(clientX, view.innerWidth)) return undefined;
		const pane = finger.paneAt(target);
		return pane && !isScrolledAcross(target, pane) ? pane : undefined;
	};

	const begin = (down: PointerEvent) => {
		finish?.(false);
		if (down.pointerType !== 'mouse' && down.isPrimary) followTouch(down);
	};

	const followTouch = (down: PointerEvent) => {
		const lifetime = new AbortController();
		const isRtl = document.documentElement.dir === 'rtl';
		const samples: Sample[] = [];
		let following: Following | undefined;

		const move = (event: PointerEvent) => {
			if (event.pointerId !== down.pointerId) return;
			const moved = { x: event.clientX - down.clientX, y: event.clientY - down.clientY };
			const intent = following ? 'end' : intentOf(moved, isRtl);
			if (intent === 'still') return;
			if (!following) {
				const pane = intent === 'end' ? paneOf(down) : undefined;
				if (!pane) return finish?.(false);
				const isStill = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
				following = { pane, isStill, width: pane.clientWidth, from: event.clientX, way: 0 };
				if (!isStill) finger.begin(pane);
			}
			samples.push({ x: event.clientX, at: event.timeStamp });
			place(wayBack(event.clientX - following.from, following.width, isRtl));
		};

		const place = (px: number) => {
			if (!following) return;
			following.way = px;
			if (!following.isStill) following.pane.style.translate = `${isRtl ? -px : px}px`;
		};

		const end = (up: PointerEvent) => {
			if (up.pointerId !== down.pointerId) return;
			samples.push({ x: up.clientX, at: up.timeStamp });
			const speed = speedOf(samples) * (isRtl ? -1 : 1);
			const { way, width } = following ?? { way: 0, width: 0 };
			finish?.(up.type === 'pointerup' && isThrown(way, width, speed));
		};

		finish = (isGone) => {
			finish = undefined;
			lifetime.abort();
			if (!following) return;
			const { pane, isStill, width } = following;
			const done = () => (isGone ? finger.leave(pane) : finger.stay(pane));
			if (isStill) return done();
			const from = pane.style.translate;
			place(isGone ? width : 0);
			const frames = { translate: [from, pane.style.translate] };
			pane.animate(frames, { duration: SETTLE_MS, easing: 'ease-out' }).onfinish = done;
		};

		const { signal } = lifetime;
		view.addEventListener('pointermove', move, { signal });
		view.addEventListener('pointerup', end, { signal });
		view.addEventListener('pointercancel', end, { signal });
	};

	const stop = on(document, 'pointerdown', begin);
	return () => {
		stop();
		finish?.(false);
	};
}

/** Whether something between an element and its pane is scrolled to the side, as long lines of code are. */
function isScrolledAcross(element: Element, pane: Element): boolean {
	for (let one: Element | null = element; one && one !== pane; one = one.parentElement) {
		const isWider = one.scrollWidth > one.clientWidth;
		if (isWider && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)) return true;
	}
	return false;
}

import { on } from 'svelte/events';
import {
	followSwipe,
	intentOf,
	isDoubleTap,
	maySwipe,
	STILL_PX,
	type Tap,
	type Way
} from './swipe';

/** What a finger does with the elements of a list. */
export interface Fingers {
	/** The element that something is in, as long as something can be done with it. */
	elementAt: (target: EventTarget | null) => HTMLElement | undefined;
	/** What of it moves with the finger. */
	movedIn: (element: HTMLElement) => HTMLElement;
	/** It was held for a while. */
	hold: (element: HTMLElement) => void;
	/** It was swiped, each way for something else. */
	swipes: Partial<Record<Way, (element: HTMLElement) => void>>;
	/** It was tapped twice. */
	tapTwice?: (element: HTMLElement) => void;
}

/** A finger that is still for so long opens the actions: before the browser selects the text. */
const HOLD_MS = 400;

const BACK_MS = 160;

/** What a finger does something else with. */
const OWN_TOUCH = 'a, button, input, textarea, summary';

/**
 * Follows fingers on a list. It never stands in the way of scrolling: what scrolls is cancelled. While an element
 * is swiped, its `data-swiped` says which way, and its `data-enough` whether that is enough.
 */
export function followFingers(list: HTMLElement, fingers: Fingers): () => void {
	let touch: AbortController | undefined;
	/** The last finger has done something: what the browser makes of its touch does not count. */
	let isDone = false;
	let lastTap: Tap | undefined;

	const begin = (down: PointerEvent) => {
		touch?.abort();
		isDone = false;
		const element = down.pointerType === 'mouse' ? undefined : fingers.elementAt(down.target);
		if (!element || !down.isPrimary) return;
		touch = new AbortController();
		followTouch(element, down, touch);
	};

	const followTouch = (element: HTMLElement, down: PointerEvent, touch: AbortController) => {
		const { signal } = touch;
		const view = element.ownerDocument.defaultView ?? window;
		const isRtl = view.getComputedStyle(element).direction === 'rtl';
		const moving = fingers.movedIn(element);
		const isControl = down.target instanceof Element && down.target.closest(OWN_TOUCH) !== null;
		let way: Way | undefined;
		let isEnough = false;
		const hold = setTimeout(() => {
			isDone = true;
			touch.abort();
			fingers.hold(element);
		}, HOLD_MS);

		const move = (event: PointerEvent) => {
			if (event.pointerId !== down.pointerId) return;
			const moved = { x: event.clientX - down.clientX, y: event.clientY - down.clientY };
			if (!way) {
				const intent = intentOf(moved, isRtl);
				if (intent === 'still') return;
				clearTimeout(hold);
				const isSwipe = intent !== 'leave' && fingers.swipes[intent] !== undefined;
				if (!isSwipe || !maySwipe(down.clientX, view.innerWidth)) return touch.abort();
				way = intent;
				element.dataset.swiped = way;
			}
			const swiped = followSwipe(moved, way, isRtl);
			moving.style.translate = `${swiped.offset}px`;
			if (swiped.isEnough === isEnough) return;
			isEnough = swiped.isEnough;
			element.toggleAttribute('data-enough', isEnough);
			if (isEnough) view.navigator.vibrate?.(10);
		};

		const end = (up: PointerEvent) => {
			if (up.pointerId !== down.pointerId) return;
			touch.abort();
			if (up.type === 'pointercancel') return;
			isDone = way !== undefined;
			if (way && isEnough) fingers.swipes[way]?.(element);
			if (way || isControl) return;
			const tap = { on: element, x: up.clientX, y: up.clientY, at: up.timeStamp };
			const isStill = Math.hypot(tap.x - down.clientX, tap.y - down.clientY) < STILL_PX;
			const isSecond = isStill && isDoubleTap(lastTap, tap);
			lastTap = isSecond ? undefined : tap;
			if (isSecond) fingers.tapTwice?.(element);
		};

		for (const [type, listen] of [
			['pointermove', move],
			['pointerup', end],
			['pointercancel', end]
		] as const) {
			view.addEventListener(type, listen, { signal });
		}
		signal.addEventListener('abort', () => {
			clearTimeout(hold);
			if (!way) return;
			const from = moving.style.translate;
			moving.style.translate = '';
			delete element.dataset.swiped;
			delete element.dataset.enough;
			const isStill = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
			if (!isStill)
				moving.animate({ translate: [from, '0px'] }, { duration: BACK_MS, easing: 'ease-out' });
		});
	};

	const stops = [
		on(list, 'pointerdown', begin),
		// After a held finger, the browser would click what is below it.
		on(list, 'touchend', (event) => isDone && event.cancelable && event.preventDefault(), {
			passive: false
		})
	];
	return () => {
		touch?.abort();
		stops.forEach((stop) => stop());
	};
}

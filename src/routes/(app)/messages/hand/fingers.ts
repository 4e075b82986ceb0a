import { on } from 'svelte/events';
import { followSwipe, intentOf, isDoubleTap, maySwipe, STILL_PX, type Tap } from './swipe';

/** What a finger does with a message. */
export interface Fingers {
	/** The message that an element is in, as long as something can be done with it. */
	messageAt: (target: EventTarget | null) => HTMLElement | undefined;
	/** It was held for a while. */
	hold: (message: HTMLElement) => void;
	/** It was swiped towards the start of the line. */
	reply: (message: HTMLElement) => void;
	/** It was tapped twice. */
	tapTwice: (message: HTMLElement) => void;
}

/** A finger that is still for so long opens the actions: before the browser selects the text. */
const HOLD_MS = 400;

const BACK_MS = 160;

/** What a finger does something else with. */
const OWN_TOUCH = 'a, button, input, textarea, summary';

/** Follows fingers on a list of messages. It never stands in the way of scrolling: what scrolls is cancelled. */
export function followFingers(log: HTMLElement, fingers: Fingers): () => void {
	let touch: AbortController | undefined;
	/** The last finger has done something: what the browser makes of its touch does not count. */
	let isDone = false;
	let lastTap: Tap | undefined;

	const begin = (down: PointerEvent) => {
		touch?.abort();
		isDone = false;
		const message = down.pointerType === 'mouse' ? undefined : fingers.messageAt(down.target);
		if (!message || !down.isPrimary) return;
		touch = new AbortController();
		followTouch(message, down, touch);
	};

	const followTouch = (message: HTMLElement, down: PointerEvent, touch: AbortController) => {
		const { signal } = touch;
		const view = message.ownerDocument.defaultView ?? window;
		const isRtl = view.getComputedStyle(message).direction === 'rtl';
		const bubble = message.querySelector<HTMLElement>('.bubble') ?? message;
		const isControl = down.target instanceof Element && down.target.closest(OWN_TOUCH) !== null;
		let isSwiping = false;
		let isReply = false;
		const hold = setTimeout(() => {
			isDone = true;
			touch.abort();
			fingers.hold(message);
		}, HOLD_MS);

		const move = (event: PointerEvent) => {
			if (event.pointerId !== down.pointerId) return;
			const moved = { x: event.clientX - down.clientX, y: event.clientY - down.clientY };
			if (!isSwiping) {
				const intent = intentOf(moved, isRtl);
				if (intent === 'still') return;
				clearTimeout(hold);
				if (intent === 'leave' || !maySwipe(down.clientX, view.innerWidth)) return touch.abort();
				isSwiping = true;
				message.dataset.swiped = '';
			}
			const swiped = followSwipe(moved, isRtl);
			bubble.style.translate = `${swiped.offset}px`;
			if (swiped.isReply === isReply) return;
			isReply = swiped.isReply;
			message.dataset.swiped = isReply ? 'reply' : '';
			if (isReply) view.navigator.vibrate?.(10);
		};

		const end = (up: PointerEvent) => {
			if (up.pointerId !== down.pointerId) return;
			touch.abort();
			if (up.type === 'pointercancel') return;
			isDone = isSwiping;
			if (isReply) fingers.reply(message);
			if (isSwiping || isControl) return;
			const tap = { on: message, x: up.clientX, y: up.clientY, at: up.timeStamp };
			const isStill = Math.hypot(tap.x - down.clientX, tap.y - down.clientY) < STILL_PX;
			const isSecond = isStill && isDoubleTap(lastTap, tap);
			lastTap = isSecond ? undefined : tap;
			if (isSecond) fingers.tapTwice(message);
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
			if (!isSwiping) return;
			const from = bubble.style.translate;
			bubble.style.translate = '';
			delete message.dataset.swiped;
			const isStill = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
			if (!isStill)
				bubble.animate({ translate: [from, '0px'] }, { duration: BACK_MS, easing: 'ease-out' });
		});
	};

	const stops = [
		on(log, 'pointerdown', begin),
		// After a held finger, the browser would click what is below it.
		on(log, 'touchend', (event) => isDone && event.cancelable && event.preventDefault(), {
			passive: false
		})
	];
	return () => {
		touch?.abort();
		stops.forEach((stop) => stop());
	};
}

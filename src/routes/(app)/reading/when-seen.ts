import { isWatched } from './is-watched';

/** The newest message counts as on the screen while it ends no further than this from the end of the list. */
const NEAR_END_PX = 100;

/** Calls back once somebody has the newest message before their eyes. Ends `waiting` then; whoever ends it before is not called. */
export function whenSeen(
	window: Window,
	scroller: HTMLElement,
	onSeen: () => void,
	waiting: AbortController
): void {
	const { document } = window;
	const { signal } = waiting;
	let frame = 0;
	const look = () => {
		frame = 0;
		if (!isWatched(document) || !showsNewest(scroller)) return;
		waiting.abort();
		onSeen();
	};
	const lookSoon = () => {
		if (!signal.aborted && frame === 0) frame = window.requestAnimationFrame(look);
	};
	// Messages may be drawn only after the scrolling.
	const drawing = new MutationObserver(lookSoon);
	drawing.observe(scroller, { childList: true, subtree: true });
	signal.addEventListener('abort', () => {
		window.cancelAnimationFrame(frame);
		drawing.disconnect();
	});
	scroller.addEventListener('scroll', lookSoon, { signal, passive: true });
	window.addEventListener('focus', lookSoon, { signal });
	document.addEventListener('visibilitychange', lookSoon, { signal });
	lookSoon();
}

function showsNewest(scroller: HTMLElement): boolean {
	const newest = [...scroller.querySelectorAll('article')].at(-1);
	const screen = scroller.getBoundingClientRect();
	// On a phone the list of conversations may cover it.
	if (!newest || screen.height === 0) return false;
	const fromEnd = screen.bottom - newest.getBoundingClientRect().bottom;
	return Math.abs(fromEnd) < NEAR_END_PX;
}

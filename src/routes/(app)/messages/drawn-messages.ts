import { NEWEST_DRAWN } from './newest-drawn';

/** The drawn part of a list: from index `start` up to `end`, which is not included. */
export interface Drawn {
	start: number;
	end: number;
}

/** The positions of the drawn messages, in pixels from the top of the screen. */
export interface Positions {
	tops: readonly number[];
	bottoms: readonly number[];
	/** The height of the screen. */
	height: number;
}

/** When fewer screens than this are drawn beyond an edge, more is drawn. */
const LEAST_SCREENS = 0.35;

/** This many screens are then drawn beyond it. Also how much stays when too much is drawn. */
const ENOUGH_SCREENS = 0.6;

/** When more screens than this are drawn beyond an edge, the furthest messages are removed. */
const MOST_SCREENS = 0.9;

/** The most messages that are drawn in one step: more would delay a frame. */
const MOST_AT_ONCE = 40;

/**
 * Decides which messages to draw next.
 *
 * @param drawn the messages that are drawn now
 * @param count the number of all messages
 * @param isPinned whether none may be removed, because something in them is selected or has the focus
 */
export function nextDrawn(
	{ start, end }: Drawn,
	count: number,
	{ tops, bottoms, height }: Positions,
	isPinned: boolean
): Drawn {
	const [top, bottom] = [tops[0], bottoms.at(-1)];
	if (top === undefined || bottom === undefined || height <= 0) return { start, end };
	const average = Math.max(1, (bottom - top) / tops.length);
	const missing = (beyond: number) =>
		beyond >= height * LEAST_SCREENS
			? 0
			: Math.min(MOST_AT_ONCE, Math.ceil((height * ENOUGH_SCREENS - beyond) / average));
	const next = {
		start: Math.max(0, start - missing(-top)),
		end: Math.min(count, end + missing(bottom - height))
	};
	if (isPinned) return next;
	const last = tops.length - 1;
	if (-top > height * MOST_SCREENS) {
		const far = bottoms.findIndex((one) => one > -height * ENOUGH_SCREENS);
		const most = end === count ? count - NEWEST_DRAWN : count;
		next.start = Math.max(start, Math.min(start + (far === -1 ? last : far), most));
	}
	if (bottom - height > height * MOST_SCREENS) {
		const far = tops.findLastIndex((one) => one < height * (1 + ENOUGH_SCREENS));
		next.end = start + Math.max(0, far) + 1;
	}
	return next;
}

/**
 * The first and the last message on the screen, or the nearest ones, as indexes among the drawn messages.
 */
export function shownMessages({ tops, bottoms, height }: Positions): [number, number] {
	const first = bottoms.findIndex((bottom) => bottom > 0);
	const last = tops.findLastIndex((top) => top < height);
	return [first === -1 ? bottoms.length - 1 : first, Math.max(0, last)];
}

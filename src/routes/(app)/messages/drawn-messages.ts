/** Which rows of a list are drawn: from one index up to, and without, another. */
export interface Drawn {
	start: number;
	end: number;
}

/** Where the drawn rows lie, in pixels from the top of the screen. */
export interface Positions {
	tops: readonly number[];
	bottoms: readonly number[];
	/** The height of the screen. */
	height: number;
}

/** With less than this many screens drawn beyond an edge, more is drawn. */
const LEAST_SCREENS = 0.35;

/** So much is then drawn beyond it, and left of what is too much. */
const ENOUGH_SCREENS = 0.6;

/** With more than this, what is furthest away is taken out: it is a third of all that is ever drawn. */
const MOST_SCREENS = 0.9;

/** So many are drawn at most at once: more would hold up a frame. */
const MOST_AT_ONCE = 40;

/** What is drawn at first, and stays while the newest are on the screen: what a launch paints. */
export const NEWEST_DRAWN = 50;

/**
 * Which rows are to be drawn next.
 *
 * @param drawn those that are
 * @param count how many there are
 * @param isHeld whether none may be taken out, because something in them is selected or has the focus
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
 * The first and the last row that the screen shows, or the one next to it, by their places among the
 * drawn.
 */
export function shownMessages({ tops, bottoms, height }: Positions): [number, number] {
	const first = bottoms.findIndex((bottom) => bottom > 0);
	const last = tops.findLastIndex((top) => top < height);
	return [first === -1 ? bottoms.length - 1 : first, Math.max(0, last)];
}

/** How far a finger has moved since it touched a message, in pixels. */
export interface Move {
	x: number;
	y: number;
}

/** A finger that moves less than this is held still. */
export const STILL_PX = 10;

/** From here on, letting go answers the message. */
export const REPLY_PX = 56;

/** A message follows the finger no further than this. */
const FARTHEST_PX = 80;

/** Where phones go back or forward by a swipe of their own. */
const EDGE_PX = 24;

/** Whether a finger that touches here may swipe a message: the edges of the screen are the phone's. */
export function maySwipe(x: number, screenWidth: number): boolean {
	return x > EDGE_PX && x < screenWidth - EDGE_PX;
}

/**
 * What a finger is about to do. `swipe`: it moves towards the start of the line. `leave`: it scrolls, or
 * moves the other way.
 */
export function intentOf({ x, y }: Move, isRtl: boolean): 'still' | 'swipe' | 'leave' {
	if (Math.hypot(x, y) < STILL_PX) return 'still';
	const towardsStart = isRtl ? x : -x;
	return towardsStart > 1.5 * Math.abs(y) ? 'swipe' : 'leave';
}

/** How a message follows a finger that swipes it. */
export interface Swiped {
	/** How far the message is moved on the screen, in pixels: negative is left. */
	offset: number;
	/** Whether letting go answers it. */
	isReply: boolean;
}

/** Follows a finger: as far as it moves until it is enough for an answer, then ever less. */
export function followSwipe({ x }: Move, isRtl: boolean): Swiped {
	const way = Math.max(0, (isRtl ? x : -x) - STILL_PX);
	const over = Math.max(0, way - REPLY_PX);
	const room = FARTHEST_PX - REPLY_PX;
	const followed = Math.min(way, REPLY_PX) + (room * over) / (over + 2 * room);
	return { offset: (isRtl ? 1 : -1) * followed, isReply: way >= REPLY_PX };
}

/** A short touch of a message. */
export interface Tap {
	/** What was touched. */
	on: unknown;
	x: number;
	y: number;
	/** When, in milliseconds of any clock. */
	at: number;
}

/** Between the two taps of a double tap there is no more than this. */
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 24;

/** Whether a tap is the second of a double tap. */
export function isDoubleTap(first: Tap | undefined, second: Tap): boolean {
	return (
		first !== undefined &&
		first.on === second.on &&
		second.at - first.at <= DOUBLE_TAP_MS &&
		Math.hypot(second.x - first.x, second.y - first.y) <= DOUBLE_TAP_PX
	);
}

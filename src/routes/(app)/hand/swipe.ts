/** How far a finger has moved since it touched something, in pixels. */
export interface Move {
	x: number;
	y: number;
}

/** The way of a swipe, by the direction of writing: to where a line begins, or to where it ends. */
export type Way = 'start' | 'end';

/** A finger that moves less than this is held still. */
export const STILL_PX = 10;

/** From here on, letting go does what the swipe is for. */
export const ENOUGH_PX = 56;

/** What is swiped follows the finger no further than this. */
const FARTHEST_PX = 80;

/** Where phones go back or forward by a swipe of their own. */
const EDGE_PX = 24;

/** Whether a finger that touches here may swipe: the edges of the screen are the phone's. */
export function maySwipe(x: number, screenWidth: number): boolean {
	return x > EDGE_PX && x < screenWidth - EDGE_PX;
}

/** What a finger is about to do: nothing yet, to swipe one way or the other, or to scroll (`leave`). */
export function intentOf({ x, y }: Move, isRtl: boolean): 'still' | Way | 'leave' {
	if (Math.hypot(x, y) < STILL_PX) return 'still';
	if (Math.abs(x) <= 1.5 * Math.abs(y)) return 'leave';
	return x > 0 === isRtl ? 'start' : 'end';
}

/** How something follows a finger that swipes it. */
export interface Swiped {
	/** How far it is moved on the screen, in pixels: negative is left. */
	offset: number;
	/** Whether letting go does what the swipe is for. */
	isEnough: boolean;
}

/** Follows a finger: as far as it moves until it is enough, then ever less, and never the other way. */
export function followSwipe({ x }: Move, way: Way, isRtl: boolean): Swiped {
	const sign = (way === 'start') === isRtl ? 1 : -1;
	const moved = Math.max(0, sign * x - STILL_PX);
	const over = Math.max(0, moved - ENOUGH_PX);
	const room = FARTHEST_PX - ENOUGH_PX;
	const followed = Math.min(moved, ENOUGH_PX) + (room * over) / (over + 2 * room);
	return { offset: sign * followed, isEnough: moved >= ENOUGH_PX };
}

/** A short touch. */
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

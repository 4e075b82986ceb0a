/** Where a finger was, in pixels, and when, in milliseconds of any clock. */
export interface Sample {
	x: number;
	at: number;
}

/** Only so much of a finger's way says how fast it lets go. */
const LATEST_MS = 100;

/** A pane that is thrown faster than this goes, however far it is. */
const THROWN_PX_PER_MS = 0.4;

/** A pane that is let go of slowly goes when so much of it has gone. */
const ENOUGH_OF_PANE = 0.4;

/**
 * How far a pane has followed a finger to the end of the line, in pixels: never past its place, nor off the screen.
 *
 * @param moved how far the finger has moved to the right, in pixels
 */
export function wayBack(moved: number, width: number, isRtl: boolean): number {
	return Math.min(width, Math.max(0, isRtl ? -moved : moved));
}

/** How fast a finger moves to the right at the end, in pixels a millisecond. */
export function speedOf(samples: readonly Sample[]): number {
	const last = samples.at(-1);
	const first = last && samples.find(({ at }) => last.at - at <= LATEST_MS);
	return first && last.at > first.at ? (last.x - first.x) / (last.at - first.at) : 0;
}

/**
 * Whether a pane goes when it is let go of.
 *
 * @param way how far it has followed, in pixels
 * @param speed how fast it moves on, in pixels a millisecond; less than 0 is back to its place
 */
export function isThrown(way: number, width: number, speed: number): boolean {
	if (Math.abs(speed) >= THROWN_PX_PER_MS) return speed > 0;
	return way >= width * ENOUGH_OF_PANE;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDrawn, shownMessages, type Drawn, type Positions } from './drawn-messages';
import { NEWEST_DRAWN } from './newest-drawn';

const HEIGHT = 600;

/**
 * The positions in a list of messages with these heights. It is scrolled so that the first drawn message
 * begins at `top`.
 */
function positionsOf(heights: readonly number[], { start, end }: Drawn, top: number): Positions {
	const tops: number[] = [];
	const bottoms: number[] = [];
	for (const height of heights.slice(start, end)) {
		tops.push(bottoms.at(-1) ?? top);
		bottoms.push((tops.at(-1) ?? 0) + height);
	}
	return { tops, bottoms, height: HEIGHT };
}

const even = Array<number>(1_000).fill(50);
const next = (drawn: Drawn, top: number, isPinned = false) =>
	nextDrawn(drawn, even.length, positionsOf(even, drawn, top), isPinned);

test('with enough on both sides nothing changes', () => {
	expect(next({ start: 500, end: 530 }, -400)).toEqual({ start: 500, end: 530 });
});

test('more is drawn when the screen comes near an edge', () => {
	expect(next({ start: 500, end: 530 }, -100).start).toBeLessThan(500);
	expect(next({ start: 500, end: 530 }, -800).end).toBeGreaterThan(530);
});

test('messages that are far away are removed, unless something in them is selected', () => {
	const drawn = { start: 500, end: 560 };
	expect(next(drawn, -300).end).toBeLessThan(560);
	expect(next(drawn, -2_000).start).toBeGreaterThan(500);
	expect(next(drawn, -300, true)).toEqual(drawn);
});

test('the newest stay while the list is at its end', () => {
	const end = even.length;
	const drawn = { start: end - NEWEST_DRAWN, end };
	expect(next(drawn, HEIGHT - NEWEST_DRAWN * 50)).toEqual(drawn);
});

test('nothing is drawn beyond the first and the last message', () => {
	expect(next({ start: 0, end: 20 }, 0).start).toBe(0);
	const end = even.length;
	expect(next({ start: end - 20, end }, HEIGHT - 1_000).end).toBe(end);
});

test('wherever one scrolls, the screen fills soon, and at most three screens are drawn', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 200, maxLength: 300 }),
			fc.nat(100),
			fc.integer({ min: -3_000, max: 3_000 }),
			(heights, start, scrolled) => {
				let drawn: Drawn = { start, end: start + 20 };
				let top = scrolled;
				for (let look = 0; look < 40; look++) {
					const after = nextDrawn(drawn, heights.length, positionsOf(heights, drawn, top), false);
					const moved = (from: number, to: number) =>
						heights.slice(from, to).reduce((sum, height) => sum + height, 0);
					top +=
						after.start < drawn.start
							? -moved(after.start, drawn.start)
							: moved(drawn.start, after.start);
					drawn = after;
				}
				const { tops, bottoms } = positionsOf(heights, drawn, top);
				if (drawn.start > 0) expect(tops[0]).toBeLessThanOrEqual(0);
				if (drawn.end < heights.length) expect(bottoms.at(-1)).toBeGreaterThanOrEqual(HEIGHT);
				if (drawn.end < heights.length) {
					// A message at either edge may be 400 px high.
					expect((bottoms.at(-1) ?? 0) - (tops[0] ?? 0)).toBeLessThan(3 * HEIGHT + 800);
				}
			}
		)
	);
});

test('a message is on the screen when any part of it is', () => {
	const drawn = { start: 0, end: 40 };
	expect(shownMessages(positionsOf(even, drawn, -125))).toEqual([2, 14]);
	expect(shownMessages(positionsOf(even, drawn, 700))).toEqual([0, 0]);
	expect(shownMessages(positionsOf(even, drawn, -3_000))).toEqual([39, 39]);
});

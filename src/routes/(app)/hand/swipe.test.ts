import { describe, expect, test } from 'vitest';
import { ENOUGH_PX, followSwipe, intentOf, isDoubleTap, maySwipe, STILL_PX } from './swipe';

describe('a finger', () => {
	test('is still until it has moved a little', () => {
		expect(intentOf({ x: -6, y: 6 }, false)).toBe('still');
	});

	test('swipes towards the start or the end of the line, which are turned in Arabic', () => {
		expect(intentOf({ x: -20, y: 4 }, false)).toBe('start');
		expect(intentOf({ x: 20, y: 4 }, true)).toBe('start');
		expect(intentOf({ x: 20, y: 4 }, false)).toBe('end');
		expect(intentOf({ x: -20, y: 4 }, true)).toBe('end');
	});

	test('that moves up, down or aslant scrolls', () => {
		expect(intentOf({ x: 0, y: 20 }, false)).toBe('leave');
		expect(intentOf({ x: -15, y: -15 }, false)).toBe('leave');
	});

	test('does not swipe from the edges of the screen', () => {
		expect([10, 60, 380].map((x) => maySwipe(x, 390))).toEqual([false, true, false]);
	});
});

describe('what is swiped', () => {
	test('follows the finger, and never the other way', () => {
		expect(followSwipe({ x: -STILL_PX - 30, y: 0 }, 'start', false)).toEqual({
			...{ offset: -30, isEnough: false }
		});
		expect(followSwipe({ x: STILL_PX + 30, y: 0 }, 'start', true).offset).toBe(30);
		expect(followSwipe({ x: STILL_PX + 30, y: 0 }, 'end', false).offset).toBe(30);
		expect(Math.abs(followSwipe({ x: 40, y: 0 }, 'start', false).offset)).toBe(0);
	});

	test('is let go from a distance on, and goes little further', () => {
		expect(followSwipe({ x: -STILL_PX - ENOUGH_PX, y: 0 }, 'start', false)).toEqual({
			...{ offset: -ENOUGH_PX, isEnough: true }
		});
		const far = followSwipe({ x: -1000, y: 0 }, 'start', false).offset;
		expect(far).toBeLessThan(-ENOUGH_PX);
		expect(far).toBeGreaterThan(-81);
	});
});

describe('two taps', () => {
	const tap = { on: 'one', x: 100, y: 100, at: 0 };

	test('soon after each other on the same message are a double tap', () => {
		expect(isDoubleTap(tap, { ...tap, x: 104, at: 200 })).toBe(true);
	});

	test('apart in time, place or message are not', () => {
		expect(isDoubleTap(undefined, tap)).toBe(false);
		expect(isDoubleTap(tap, { ...tap, at: 500 })).toBe(false);
		expect(isDoubleTap(tap, { ...tap, y: 160, at: 100 })).toBe(false);
		expect(isDoubleTap(tap, { ...tap, on: 'two', at: 100 })).toBe(false);
	});
});

import { expect, test } from 'vitest';
import { isThrown, speedOf, wayBack } from './back-swipe';

test('a pane follows a finger to the end of the line, and no further than its own width', () => {
	expect(wayBack(120, 390, false)).toBe(120);
	expect(wayBack(500, 390, false)).toBe(390);
	expect(wayBack(-40, 390, false)).toBe(0);
	expect(wayBack(-120, 390, true)).toBe(120);
});

test('the speed is that of the last tenth of a second', () => {
	const samples = [
		{ x: 0, at: 0 },
		{ x: 300, at: 100 },
		{ x: 300, at: 400 },
		{ x: 310, at: 500 }
	];
	expect(speedOf(samples)).toBeCloseTo(0.1);
	expect(speedOf(samples.slice(0, 1))).toBe(0);
	expect(speedOf([])).toBe(0);
});

test('a pane that is thrown goes, and one that is thrown back stays, wherever they are', () => {
	expect(isThrown(30, 390, 0.8)).toBe(true);
	expect(isThrown(300, 390, -0.8)).toBe(false);
});

test('a pane that is let go of slowly goes when most of the way is done', () => {
	expect(isThrown(180, 390, 0.1)).toBe(true);
	expect(isThrown(120, 390, 0.1)).toBe(false);
});

import { describe, expect, test } from 'vitest';
import { placeMenu, seenPart } from './place-menu';

const screen = { left: 0, top: 0, width: 390, height: 844 };
const menu = { width: 240, height: 300 };
const message = { left: 50, top: 100, width: 200, height: 40 };

describe('a menu', () => {
	test('is below its message, and grows from it', () => {
		expect(placeMenu(message, menu, screen, false)).toEqual({
			...{ left: 50, top: 148, origin: 'left top' }
		});
	});

	test('is above the message where there is no room below', () => {
		const place = placeMenu({ ...message, top: 700 }, menu, screen, false);
		expect(place).toEqual({ left: 50, top: 392, origin: 'left bottom' });
	});

	test('is over a message that fills the screen', () => {
		const tall = { ...message, top: 10, height: 820 };
		expect(placeMenu(tall, menu, screen, false).top).toBe(844 - 300 - 8);
	});

	test('is in line with the right edge of a message at the right, and within the screen', () => {
		const own = { ...message, left: 180, width: 202 };
		expect(placeMenu(own, menu, screen, true).left).toBe(142);
		expect(placeMenu({ ...message, width: 60 }, menu, screen, true).left).toBe(8);
		expect(placeMenu({ ...message, left: 300 }, menu, screen, false).left).toBe(142);
	});

	test('starts at the top of a screen that is too small for it', () => {
		expect(placeMenu(message, menu, { ...screen, height: 200 }, false).top).toBe(8);
	});
});

test('of a message that is longer than the list, the part within the list counts', () => {
	const list = { left: 0, top: 56, width: 390, height: 700 };
	expect(seenPart({ ...message, top: -900, height: 2000 }, list)).toMatchObject({
		...{ top: 56, height: 700 }
	});
	expect(seenPart(message, list)).toEqual(message);
	// As the browser measures it: the fields are those of its prototype.
	expect(seenPart(Object.create(message) as typeof message, list)).toEqual(message);
});

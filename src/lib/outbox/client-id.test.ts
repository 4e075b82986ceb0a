import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClientIds } from './client-id.js';

test('a client id is a version 7 UUID with its creation time', () => {
	const id = createClientIds(() => 0x0123456789ab)();
	expect(id).toMatch(/^01234567-89ab-7000-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('client ids sort by creation, also when the clock is set back', () => {
	fc.assert(
		fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 50 }), (times) => {
			let time = 0;
			const create = createClientIds(() => time);
			const ids = times.map((ms) => {
				time = 1_700_000_000_000 + ms;
				return create();
			});
			expect(ids.toSorted()).toEqual(ids);
		})
	);
});

test('client ids of one millisecond are different and in order', () => {
	const create = createClientIds(() => 1_700_000_000_000);
	const ids = Array.from({ length: 10_000 }, create);
	expect(new Set(ids).size).toBe(10_000);
	expect(ids.toSorted()).toEqual(ids);
});

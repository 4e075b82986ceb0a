import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId, tableNumberOf } from './ids.ts';

test.each([
	['j57cmes4rx2p8g9hdc7znnbhhcwtp4wv', 10_001],
	['kg21pzwemsm55e1fnt2kcsvgjh6h6gtf', 540]
])('reads %s, which Convex made', (id, table) => {
	expect(tableNumberOf(id)).toBe(table);
});

test('an id carries the number of its table', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (table) => {
			expect(tableNumberOf(newId(table))).toBe(table);
		})
	);
});

test('a text with one character changed is no id', () => {
	fc.assert(
		fc.property(
			fc.nat(31),
			fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'),
			(at, character) => {
				const id = newId(10_001);
				const changed = id.slice(0, at) + character + id.slice(at + 1);
				expect(tableNumberOf(changed)).toBe(changed === id ? 10_001 : undefined);
			}
		)
	);
});

test.each([
	'',
	'hello',
	'j'.repeat(32),
	'J57CMES4RX2P8G9HDC7ZNNBHHCWTP4WV',
	'j57cmes4rx2p8g9hdc7znnbhhcwtp4w'
])('%j is no id', (text) => expect(tableNumberOf(text)).toBeUndefined());

import { expect, test } from 'vitest';
import { fromStored, toStored } from './stored-chunk.js';

test.each<[string, object[]]>([
	['texts', [{ body: 'Hello "you"\u2028', sentAt: 1.5, tags: ['a', null], isRead: true }]],
	['numbers that JSON does not know', [{ one: NaN, other: -0, far: Infinity }]],
	['large numbers', [{ count: 2n ** 62n }]],
	['bytes', [{ bytes: new Uint8Array([1, 2]).buffer }]]
])('%s come back as they were', (_name, rows) => {
	const stored: unknown = structuredClone(toStored({ rows, hasGap: true }));
	expect(fromStored(stored)).toEqual({ rows, hasGap: true });
});

test('what cannot be read has no rows, and rows are missing there', () => {
	const nothing = { rows: [], hasGap: true };
	for (const stored of [undefined, null, 'x', {}, { rows: [] }, { rows: 1, hasGap: false }]) {
		expect(fromStored(stored)).toEqual(nothing);
	}
	expect(fromStored({ rows: '[{"torn', hasGap: false })).toEqual(nothing);
	expect(fromStored({ rows: '{}', hasGap: false })).toEqual(nothing);
});

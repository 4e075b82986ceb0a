import { describe, expect, test } from 'vitest';
import { isKeptBack, nextDueMs } from './is-kept-back.js';

const entry = { wantedAt: 1_000, notBefore: 6_000 };

describe('an entry that is kept back', () => {
	test('waits for its time', () => {
		expect([1_000, 5_999, 6_000].map((now) => isKeptBack(entry, now))).toEqual([true, true, false]);
	});

	test('does not wait for a clock that was set back', () => {
		expect(isKeptBack(entry, 999)).toBe(false);
	});
});

test('the first of those that are kept back is due first', () => {
	const entries = [{ wantedAt: 1_000 }, entry, { wantedAt: 1_000, notBefore: 4_000 }];
	expect(nextDueMs(entries, 3_000)).toBe(1_000);
	expect(nextDueMs(entries, 6_000)).toBe(Infinity);
});

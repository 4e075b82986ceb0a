import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOrderingKeyPauses } from './ordering-key-pauses.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test('an ordering key waits longer at each failure, until a delivery succeeds', () => {
	const pauses = createOrderingKeyPauses(
		() => 1,
		() => undefined
	);
	/** How long the key waits, in milliseconds. */
	const waitOf = (orderingKey: string) => {
		const begun = Date.now();
		pauses.pause(orderingKey);
		vi.advanceTimersToNextTimer();
		expect(pauses.has(orderingKey)).toBe(false);
		return Date.now() - begun;
	};
	const first = waitOf('c');
	expect(waitOf('c')).toBeGreaterThan(first);
	expect(waitOf('other')).toBe(first);
	pauses.succeed('c');
	expect(waitOf('c')).toBe(first);
});

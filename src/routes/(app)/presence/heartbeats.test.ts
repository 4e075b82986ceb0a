import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startHeartbeats } from './heartbeats';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A user in a conversation, and a log of their heartbeats: the time, and whether they are typing. */
function somebody() {
	const said: [number, boolean][] = [];
	const heartbeats = startHeartbeats((isTyping) => said.push([Date.now(), isTyping]), Date.now);
	return { said, heartbeats };
}

/** Types for some time, one key after the other. */
function type(heartbeats: ReturnType<typeof startHeartbeats>, ms: number, everyMs = 100): void {
	for (let passed = 0; passed < ms; passed += everyMs) {
		heartbeats.type(false);
		vi.advanceTimersByTime(everyMs);
	}
}

describe('a user', () => {
	test('sends a heartbeat at once, and then every minute', () => {
		const { said } = somebody();
		vi.advanceTimersByTime(120_000);
		expect(said).toEqual([
			[0, false],
			[60_000, false],
			[120_000, false]
		]);
	});

	test('who types for ten seconds sends typing every eight seconds, and then is only here', () => {
		const { said, heartbeats } = somebody();
		vi.advanceTimersByTime(5_000);
		type(heartbeats, 10_000);
		vi.advanceTimersByTime(75_000);
		expect(said).toEqual([
			[0, false],
			[5_000, true],
			[13_000, true],
			[21_000, true],
			[81_000, false]
		]);
	});

	test('whose text is sent does not type any more, and says nothing of that', () => {
		const { said, heartbeats } = somebody();
		vi.advanceTimersByTime(5_000);
		type(heartbeats, 2_000);
		heartbeats.type(true);
		vi.advanceTimersByTime(60_000);
		expect(said).toEqual([
			[0, false],
			[5_000, true],
			[65_000, false]
		]);
	});

	test('who types and deletes by turns sends at most one heartbeat a second', () => {
		const { said, heartbeats } = somebody();
		for (let key = 0; key < 100; key++) {
			heartbeats.type(key % 2 === 1);
			vi.advanceTimersByTime(100);
		}
		expect(said.length).toBeLessThanOrEqual(11);
	});

	test('sends nothing after the end', () => {
		const { said, heartbeats } = somebody();
		heartbeats.type(false);
		heartbeats.stop();
		vi.advanceTimersByTime(60_000);
		expect(said).toEqual([[0, false]]);
	});
});

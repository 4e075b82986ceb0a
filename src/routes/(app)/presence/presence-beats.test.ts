import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startBeats } from './presence-beats';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Somebody in a conversation, and what is said of them: when, and whether they are typing. */
function somebody() {
	const said: [number, boolean][] = [];
	const beats = startBeats((isTyping) => said.push([Date.now(), isTyping]), Date.now);
	return { said, beats };
}

/** Types for some time, a key at a time. */
function type(beats: ReturnType<typeof startBeats>, ms: number, everyMs = 100): void {
	for (let passed = 0; passed < ms; passed += everyMs) {
		beats.type(false);
		vi.advanceTimersByTime(everyMs);
	}
}

describe('somebody', () => {
	test('is said to be here at once, and then every 20 seconds', () => {
		const { said } = somebody();
		vi.advanceTimersByTime(40_000);
		expect(said).toEqual([
			[0, false],
			[20_000, false],
			[40_000, false]
		]);
	});

	test('who types for ten seconds is said to type every four seconds, and then to have stopped', () => {
		const { said, beats } = somebody();
		vi.advanceTimersByTime(5_000);
		type(beats, 10_000);
		vi.advanceTimersByTime(8_000);
		expect(said).toEqual([
			[0, false],
			[5_000, true],
			[9_000, true],
			[13_000, true],
			[17_000, true],
			[21_000, false]
		]);
	});

	test('whose text is sent types no more', () => {
		const { said, beats } = somebody();
		vi.advanceTimersByTime(5_000);
		type(beats, 2_000);
		beats.type(true);
		vi.advanceTimersByTime(0);
		expect(said).toEqual([
			[0, false],
			[5_000, true],
			[7_000, false]
		]);
	});

	test('who types and deletes by turns is told of once a second', () => {
		const { said, beats } = somebody();
		for (let key = 0; key < 100; key++) {
			beats.type(key % 2 === 1);
			vi.advanceTimersByTime(100);
		}
		expect(said.length).toBeLessThanOrEqual(11);
	});

	test('is said nothing of after the end', () => {
		const { said, beats } = somebody();
		beats.type(false);
		beats.stop();
		vi.advanceTimersByTime(60_000);
		expect(said).toEqual([[0, false]]);
	});
});

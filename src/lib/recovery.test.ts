import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { useFakeTime } from './fakes/fake-time.js';
import { afterPaint, backoffMs, browserRetryTriggers, retry, withDeadline } from './recovery.js';
import { WAKE } from './background-sync.js';
import { FakeWindow } from './fakes/fake-window.js';

useFakeTime();

describe('the wait between two attempts', () => {
	const failures = fc.integer({ min: 1, max: 10_000 });
	const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

	test('is never shorter than a quarter of a second, nor longer than half a minute', () => {
		fc.assert(
			fc.property(failures, random, (count, chance) => {
				const ms = backoffMs(count, () => chance);
				expect(ms).toBeGreaterThanOrEqual(250);
				expect(ms).toBeLessThanOrEqual(30_000);
			})
		);
	});

	test('stays under a ceiling that doubles from one second', () => {
		fc.assert(
			fc.property(failures, random, (count, chance) => {
				expect(backoffMs(count, () => chance)).toBeLessThanOrEqual(1_000 * 2 ** (count - 1));
			})
		);
		const ceilings = [1, 2, 3, 4, 5, 6, 7].map((count) => backoffMs(count, () => 1));
		expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
	});

	test('is random under the ceiling, so that devices do not return all at once', () => {
		expect([0.1, 0.5, 0.9].map((chance) => backoffMs(5, () => chance))).toEqual([
			1_600, 8_000, 14_400
		]);
	});
});

describe('a retry', () => {
	/** An attempt that fails until the test says otherwise, with a log of events and times. */
	function trying({ random = () => 1, isSlow = false } = {}) {
		const started = Date.now();
		const log: string[] = [];
		const note = (what: string) => log.push(`${what} at ${Date.now() - started}`);
		const lifetime = new AbortController();
		const listeners = new Set<() => void>();
		const world = { isUp: false };
		let failNext = () => {};
		const result = retry(
			() => {
				note('try');
				if (isSlow)
					return new Promise<never>((_, reject) => (failNext = () => reject(new Error('down'))));
				return world.isUp ? Promise.resolve('done') : Promise.reject(new Error('down'));
			},
			{
				signal: lifetime.signal,
				retryTriggers: (listener) => {
					listeners.add(listener);
					return () => listeners.delete(listener);
				},
				onFailure: (error) => note(String(error)),
				random
			}
		);
		result.catch(() => undefined);
		const wake = () => {
			for (const one of listeners) one();
		};
		return { log, lifetime, world, result, wake, listeners, failNext: () => failNext() };
	}

	test('repeats until it succeeds, with longer and longer waits', async () => {
		const { log, world, result } = trying();
		await vi.advanceTimersByTimeAsync(6_999);
		world.isUp = true;
		await vi.advanceTimersByTimeAsync(1);
		expect(await result).toBe('done');
		expect(log).toEqual([
			'try at 0',
			'Error: down at 0',
			'try at 1000',
			'Error: down at 1000',
			'try at 3000',
			'Error: down at 3000',
			'try at 7000'
		]);
	});

	test('happens at once at a retry trigger', async () => {
		const { log, world, result, wake } = trying();
		await vi.advanceTimersByTimeAsync(400);
		world.isUp = true;
		wake();
		expect(await result).toBe('done');
		expect(log.at(-1)).toBe('try at 400');
	});

	test('happens at once after a retry trigger during the failed attempt, and waits are short again', async () => {
		const { log, wake, failNext } = trying({ isSlow: true });
		for (let count = 0; count < 4; count += 1) {
			failNext();
			await vi.advanceTimersByTimeAsync(2 ** count * 1_000);
		}
		wake();
		failNext();
		await vi.advanceTimersByTimeAsync(0);
		failNext();
		await vi.advanceTimersByTimeAsync(1_000);
		const tries = log.filter((what) => what.startsWith('try'));
		expect(tries.slice(-3)).toEqual(['try at 15000', 'try at 15000', 'try at 16000']);
	});

	test('leaves no timer and no listener when it ends', async () => {
		const { world, result, wake, listeners } = trying();
		await vi.advanceTimersByTimeAsync(0);
		expect(listeners.size).toBe(1);
		world.isUp = true;
		wake();
		await result;
		expect(listeners.size).toBe(0);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('rejects with the reason when it is aborted during a wait', async () => {
		const { log, lifetime, result, listeners } = trying();
		await vi.advanceTimersByTimeAsync(10);
		lifetime.abort(new Error('signed out'));
		await expect(result).rejects.toThrow('signed out');
		expect(log).toEqual(['try at 0', 'Error: down at 0']);
		expect(listeners.size).toBe(0);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('does not report a failure after the end', async () => {
		const lifetime = new AbortController();
		const failures: unknown[] = [];
		const result = retry(
			() => {
				lifetime.abort(new Error('signed out'));
				return Promise.reject(new Error('down'));
			},
			{
				signal: lifetime.signal,
				retryTriggers: () => () => undefined,
				onFailure: (error) => failures.push(error)
			}
		);
		await expect(result).rejects.toThrow('signed out');
		expect(failures).toEqual([]);
	});

	test('ends at once when it is aborted in the failure callback', async () => {
		const lifetime = new AbortController();
		const result = retry(() => Promise.reject(new Error('down')), {
			signal: lifetime.signal,
			retryTriggers: () => () => undefined,
			onFailure: () => lifetime.abort(new Error('signed out'))
		});
		await expect(result).rejects.toThrow('signed out');
		expect(vi.getTimerCount()).toBe(0);
	});

	test('ends at once when it is aborted during an attempt that never ends', async () => {
		const lifetime = new AbortController();
		const result = retry(() => new Promise<never>(() => undefined), {
			signal: lifetime.signal,
			retryTriggers: () => () => undefined
		});
		await vi.advanceTimersByTimeAsync(0);
		lifetime.abort(new Error('signed out'));
		await expect(result).rejects.toThrow('signed out');
	});

	test('does not start when it was aborted before', async () => {
		const lifetime = new AbortController();
		lifetime.abort(new Error('signed out'));
		let tries = 0;
		const attempt = () => Promise.resolve(++tries);
		const options = { signal: lifetime.signal, retryTriggers: () => () => undefined };
		await expect(retry(attempt, options)).rejects.toThrow('signed out');
		expect(tries).toBe(0);
	});
});

describe('the browser’s retry triggers fire', () => {
	function listening() {
		const window = new FakeWindow();
		const signs: string[] = [];
		const stop = browserRetryTriggers(window.asWindow, undefined)(() => signs.push('wake'));
		return { window, signs, stop };
	}

	test('when it comes online', () => {
		const { window, signs } = listening();
		window.setOnline(false);
		expect(signs).toEqual([]);
		window.setOnline(true);
		expect(signs).toEqual(['wake']);
	});

	test('when the page becomes visible, and not when it becomes hidden', () => {
		const { window, signs } = listening();
		window.setVisible(false);
		expect(signs).toEqual([]);
		window.setVisible(true);
		expect(signs).toEqual(['wake']);
	});

	test('when a service worker sends WAKE, and not at another message', () => {
		const serviceWorker = new EventTarget();
		const window = new FakeWindow();
		const workers = serviceWorker as ServiceWorkerContainer;
		const signs: string[] = [];
		const stop = browserRetryTriggers(window.asWindow, workers)(() => signs.push('wake'));
		const say = (data: unknown) =>
			serviceWorker.dispatchEvent(new MessageEvent('message', { data }));
		say('something');
		expect(signs).toEqual([]);
		say(WAKE);
		expect(signs).toEqual(['wake']);
		stop();
		say(WAKE);
		expect(signs).toEqual(['wake']);
	});

	test('not after the listener was removed', () => {
		const { window, signs, stop } = listening();
		stop();
		window.setOnline(true);
		window.setVisible(true);
		expect(signs).toEqual([]);
	});
});

describe('a deadline', () => {
	const late = () => new Error('too late');

	test('passes on a result or an error in time, and leaves no timer', async () => {
		expect(await withDeadline(Promise.resolve('answer'), 1_000, late)).toBe('answer');
		const failure = withDeadline(Promise.reject(new Error('no')), 1_000, late);
		await expect(failure).rejects.toThrow('no');
		expect(vi.getTimerCount()).toBe(0);
	});

	test('does not count the time in which the page slept', async () => {
		let answer: (value: string) => void = () => undefined;
		const waiting = withDeadline(new Promise((resolve) => (answer = resolve)), 1_000, late);
		// The page wakes up late, and its timer comes before the answer.
		vi.advanceTimersToNextTimer();
		answer('answer');
		expect(await waiting).toBe('answer');
	});

	test('waits on while it may not end', async () => {
		let mayEnd = false;
		let outcome = 'waiting';
		withDeadline(new Promise(() => undefined), 1_000, late, () => mayEnd).catch(() => {
			outcome = 'late';
		});
		await vi.advanceTimersByTimeAsync(3_000);
		expect(outcome).toBe('waiting');
		mayEnd = true;
		await vi.advanceTimersByTimeAsync(1_000);
		expect(outcome).toBe('late');
	});

	test('rejects when the result is late', async () => {
		const answer = withDeadline(new Promise(() => undefined), 1_000, late);
		const outcome = expect(answer).rejects.toThrow('too late');
		await vi.advanceTimersByTimeAsync(1_000);
		await outcome;
	});
});

describe('waiting for the first paint', () => {
	/** Logs when the paint is over. */
	function waiting(window: FakeWindow) {
		const log: string[] = [];
		void afterPaint(window.asWindow).then(() => log.push('painted'));
		return log;
	}

	test('resolves in a task after the frame, not in the frame', async () => {
		const window = new FakeWindow();
		const log = waiting(window);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(log).toEqual([]);
		window.paint();
		await Promise.resolve();
		expect(log).toEqual([]);
		await vi.advanceTimersByTimeAsync(0);
		expect(log).toEqual(['painted']);
	});

	test('resolves at once in a page in the background, which gets no frames', async () => {
		const window = new FakeWindow();
		window.setVisible(false);
		const log = waiting(window);
		await vi.advanceTimersByTimeAsync(0);
		expect(log).toEqual(['painted']);
	});
});

/**
 * Recovery: everything that fails is retried after a wait, or at once when a retry trigger fires.
 */

import { WAKE } from './background-sync.js';
import type { BrowserFeatures } from './browser-features.js';

/**
 * Waits double from the first value to the second: 1 s is Convex's own first wait, 30 s lets a phone's
 * radio sleep.
 */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Calls the listener whenever a retry may succeed. Returns a function that stops this. */
export type RetryTriggers = (listener: () => void) => () => void;

/**
 * The browser's retry triggers: the browser came online; the page came to the front, after sleep or from
 * another app, where timers do not run; or a service worker sent {@link WAKE}.
 */
export function browserRetryTriggers(
	window: Window,
	workers: BrowserFeatures['workers']
): RetryTriggers {
	const { document } = window;
	return (listener) => {
		const onMessage = ({ data }: MessageEvent) => {
			if (data === WAKE) listener();
		};
		const onVisible = () => {
			if (document.visibilityState === 'visible') listener();
		};
		window.addEventListener('online', listener);
		document.addEventListener('visibilitychange', onVisible);
		workers?.addEventListener('message', onMessage);
		return () => {
			window.removeEventListener('online', listener);
			document.removeEventListener('visibilitychange', onVisible);
			workers?.removeEventListener('message', onMessage);
		};
	};
}

/** Adds manual retries: calling a function in `manualRetries` retries at once. */
export function withManualRetries(
	retryTriggers: RetryTriggers,
	manualRetries: Set<() => void>
): RetryTriggers {
	return (listener) => {
		const stop = retryTriggers(listener);
		manualRetries.add(listener);
		return () => {
			stop();
			manualRetries.delete(listener);
		};
	};
}

/**
 * The wait before attempt number `failures + 1`, in milliseconds: full jitter under a ceiling that
 * doubles.
 */
export function backoffMs(
	failures: number,
	random: () => number,
	longestMs = LONGEST_WAIT_MS
): number {
	const ceiling = Math.min(longestMs, FIRST_WAIT_MS * 2 ** (failures - 1));
	return Math.max(FIRST_WAIT_MS / 4, ceiling * random());
}

export interface RetryOptions {
	signal: AbortSignal;
	retryTriggers: RetryTriggers;
	/** Called at each failure, before the wait. */
	onFailure?: (error: unknown) => void;
	random?: () => number;
}

/**
 * Runs `attempt` until it succeeds, and returns its result.
 *
 * @throws the signal's reason once it is aborted, and nothing else
 */
export async function retry<T>(
	attempt: () => Promise<T>,
	{ signal, retryTriggers, onFailure, random = Math.random }: RetryOptions
): Promise<T> {
	for (let failures = 0; ;) {
		signal.throwIfAborted();
		const outcome = await tryOnce(attempt, { signal, retryTriggers });
		if ('value' in outcome) return outcome.value;
		signal.throwIfAborted();
		onFailure?.(outcome.error);
		failures = outcome.isOutdated ? 0 : failures + 1;
		if (failures > 0) await pause(backoffMs(failures, random), { signal, retryTriggers });
	}
}

/** Runs one attempt. `isOutdated`: a retry trigger fired while it ran. */
async function tryOnce<T>(
	attempt: () => Promise<T>,
	{ signal, retryTriggers }: { signal: AbortSignal; retryTriggers: RetryTriggers }
): Promise<{ value: T } | { error: unknown; isOutdated: boolean }> {
	let isOutdated = false;
	const stopTriggers = retryTriggers(() => (isOutdated = true));
	try {
		return { value: await unlessAborted(attempt(), signal) };
	} catch (error) {
		return { error, isOutdated };
	} finally {
		stopTriggers();
	}
}

/** Resolves after `ms` milliseconds, at the next retry trigger, or when the signal is aborted. */
export function pause(
	ms: number,
	{ signal, retryTriggers }: { signal: AbortSignal; retryTriggers?: RetryTriggers }
): Promise<void> {
	if (signal.aborted || ms <= 0) return Promise.resolve();
	const over = new AbortController();
	return new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, ms);
		const stopTriggers = retryTriggers?.(resolve);
		signal.addEventListener('abort', () => resolve(), { signal: over.signal });
		over.signal.addEventListener('abort', () => {
			clearTimeout(timer);
			stopTriggers?.();
		});
	}).finally(() => over.abort());
}

/** Waits for a promise. Rejects with the signal's reason as soon as the signal is aborted. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	const over = new AbortController();
	const aborted = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason as Error), {
			signal: over.signal
		});
	});
	return Promise.race([promise, aborted]).finally(() => over.abort());
}

/** A page that sleeps uses up one of so many parts of a deadline, and not the whole of it. */
const DEADLINE_PARTS = 4;

/**
 * Calls back after `ms` milliseconds in which the page was awake: a timer that is due when a phone wakes up
 * says nothing about what was waited for. Returns a function that stops this.
 */
export function afterAwake(ms: number, callback: () => void): () => void {
	let timer: ReturnType<typeof setTimeout>;
	const wait = (parts: number) => {
		timer = setTimeout(() => (parts > 1 ? wait(parts - 1) : callback()), ms / DEADLINE_PARTS);
	};
	wait(DEADLINE_PARTS);
	return () => clearTimeout(timer);
}

/**
 * Waits for a promise. Rejects with `late()` when it takes longer than `ms` milliseconds in which the page
 * was awake, or as much longer as it is not `mayEnd` yet.
 */
export function withDeadline<T>(
	promise: Promise<T>,
	ms: number,
	late: () => Error,
	mayEnd = () => true
): Promise<T> {
	return new Promise((resolve, reject) => {
		let stop: () => void;
		const wait = () => {
			stop = afterAwake(ms, () => (mayEnd() ? reject(late()) : wait()));
		};
		wait();
		promise.finally(() => stop()).then(resolve, reject);
	});
}

/** Resolves when the browser has painted: a task queued in a frame runs after the paint of that frame. */
export function afterPaint(window: Window): Promise<void> {
	return new Promise((resolve) => {
		// A page in the background gets no frames.
		if (window.document.visibilityState === 'hidden') resolve();
		else window.requestAnimationFrame(() => setTimeout(resolve));
	});
}

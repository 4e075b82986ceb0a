/**
 * How everything here recovers by itself: try again after a while, and at once when the world gives a
 * sign that it has changed.
 */

import { WAKE } from './background-sync.js';

/** Waits between tries double from the first to the second: 1 s is Convex's own first wait, 30 s keeps a phone's radio asleep. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Calls the listener at each sign of change; returns what stops that. */
export type RetryTriggers = (listener: () => void) => () => void;

/**
 * Signs that a new try may succeed: the browser came online, the page came to the front (after sleep, or
 * from another app, when timers did not run), or a service worker says so.
 */
export function browserRetryTriggers(window: Window): RetryTriggers {
	return (listener) => {
		const { document, navigator } = window;
		const onMessage = ({ data }: MessageEvent) => {
			if (data === WAKE) listener();
		};
		const onVisible = () => {
			if (document.visibilityState === 'visible') listener();
		};
		window.addEventListener('online', listener);
		document.addEventListener('visibilitychange', onVisible);
		navigator.serviceWorker?.addEventListener('message', onMessage);
		return () => {
			window.removeEventListener('online', listener);
			document.removeEventListener('visibilitychange', onVisible);
			navigator.serviceWorker?.removeEventListener('message', onMessage);
		};
	};
}

/** A source that can be set off by hand too: by calling what is in `manualRetries`. */
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

/** The wait before try number `failures + 1`, in milliseconds: full jitter under a doubling ceiling. */
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
	/** Told of each failure before the wait. */
	onFailure?: (error: unknown) => void;
	random?: () => number;
}

/**
 * Runs `attempt` until it succeeds, and answers with what it gave.
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

/** What an attempt gave; or why it failed, and whether the world has changed since it began. */
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

/** Resolves after `ms` milliseconds, at the next wake, or when the signal is aborted. */
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

/** Gives a promise's outcome, or rejects with the signal's reason as soon as that is aborted. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	const over = new AbortController();
	const aborted = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason as Error), {
			signal: over.signal
		});
	});
	return Promise.race([promise, aborted]).finally(() => over.abort());
}

/** Gives a promise's outcome, or rejects with `late()` when it takes longer than `ms` milliseconds. */
export function withDeadline<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
	let timer: ReturnType<typeof setTimeout>;
	const deadline = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(late()), ms);
	});
	return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

/** Resolves once the browser has painted what is there: a task queued in a frame runs after its paint. */
export function afterPaint(window: Window): Promise<void> {
	return new Promise((resolve) => {
		// A page in the background gets no frames, and has nothing to paint.
		if (window.document.visibilityState === 'hidden') resolve();
		else window.requestAnimationFrame(() => setTimeout(resolve));
	});
}

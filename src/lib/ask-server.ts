import type { Report } from './diagnostics.js';
import { pause } from './recovery.js';

/**
 * A page in view asks this often. With the time that connecting takes, it is live within five seconds of the
 * server's return. Convex's client alone waits up to 24 s.
 */
const ASK_EVERY_MS = 4_000;

/** An ask that was answered. Times are those of `performance.now()`. */
export interface Answer {
	/** When it was asked. */
	askedAt: number;
	/** When an earlier ask failed last; `undefined` when none has. */
	failedAt: number | undefined;
	/** Whether the ask before this one failed: the server has just become reachable. */
	isBack: boolean;
}

export interface AskServerOptions {
	window: Window;
	/** The address of the Convex deployment. */
	convexUrl: string;
	onAnswer: (answer: Answer) => void;
	report: Report;
	/** Ends the asking. */
	signal: AbortSignal;
}

/**
 * Asks a Convex deployment whether it can be reached: at once, and again and again while the page is in
 * view. A hidden page asks nothing. Resolves when the signal is aborted.
 */
export async function askServer({
	window,
	convexUrl,
	onAnswer,
	report,
	signal
}: AskServerOptions): Promise<void> {
	const address = new URL('/version', convexUrl).href;
	let failedAt: number | undefined;
	let isBack = false;
	const ask = async (over: AbortSignal) => {
		const askedAt = performance.now();
		try {
			const answer = await window.fetch(address, {
				cache: 'no-store',
				credentials: 'omit',
				signal: over
			});
			if (!answer.ok) throw new Error('Something in front of the server has answered.');
		} catch (error) {
			failedAt = performance.now();
			// Once for each outage: it is asked again and again.
			if (!isBack) report('server_unreachable', error);
			isBack = true;
			return;
		}
		if (signal.aborted) return;
		onAnswer({ askedAt, failedAt, isBack });
		isBack = false;
	};
	while (!signal.aborted) {
		await untilInView(window.document, signal);
		const over = new AbortController();
		if (!signal.aborted) void ask(over.signal);
		await pause(ASK_EVERY_MS, { signal });
		over.abort();
	}
}

/** Resolves when the page is in view, or the signal is aborted. */
function untilInView(document: Document, signal: AbortSignal): Promise<void> {
	if (document.visibilityState !== 'hidden') return Promise.resolve();
	const over = new AbortController();
	return new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => resolve(), { signal: over.signal });
		document.addEventListener('visibilitychange', () => resolve(), { signal: over.signal });
	}).finally(() => over.abort());
}

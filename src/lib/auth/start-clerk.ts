import { afterPaint, retry } from '../recovery.js';
import type { ClerkHandle, ClerkHandleOptions } from './clerk-handle.svelte.js';

export interface StartClerkOptions extends Omit<ClerkHandleOptions, 'onFailure'> {
	onFailure: (error: unknown) => void;
	/** Stops everything that this has started. */
	signal: AbortSignal;
}

/** Starts Clerk when the page is painted; `undefined` when the signal was aborted before. */
export async function startClerk(options: StartClerkOptions): Promise<ClerkHandle | undefined> {
	const { window, signal } = options;
	await afterPaint(window);
	try {
		const { ClerkHandle } = await retry(() => import('./clerk-handle.svelte.js'), options);
		const clerk = new ClerkHandle(options);
		signal.addEventListener('abort', () => clerk.stop());
		clerk.start();
		return clerk;
	} catch {
		// The signal has ended it.
		return undefined;
	}
}

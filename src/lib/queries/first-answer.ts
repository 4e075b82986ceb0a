import type { QueryListener } from '../convex/live-queries.js';

/** Asks once. Resolves with `undefined` after an error, without a connection, and when the signal is aborted. */
export async function firstAnswer<Result>(
	subscribe: (listener: QueryListener<Result>) => () => void,
	{ onError, signal }: { onError: (error: Error) => void; signal: AbortSignal }
): Promise<Result | undefined> {
	const asking = new AbortController();
	try {
		return await new Promise((resolve) => {
			const giveUp = () => resolve(undefined);
			const stop = subscribe({
				onResult: (result, isTentative) => {
					if (!isTentative) resolve(result);
				},
				onError: (error) => {
					onError(error);
					giveUp();
				},
				onInterrupt: giveUp,
				onDisconnect: giveUp
			});
			asking.signal.addEventListener('abort', stop);
			signal.addEventListener('abort', giveUp, { signal: asking.signal });
		});
	} finally {
		asking.abort();
	}
}

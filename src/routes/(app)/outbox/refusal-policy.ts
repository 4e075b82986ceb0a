import type { ErrorOutcome } from '$lib';
import { isRefusal } from '$convex/refusals';

/** What an error of one of the app's functions means for what was written. */
export function refusalPolicy(error: Error): ErrorOutcome {
	if (!isRefusal(error)) return { kind: 'retry' };
	switch (error.data.kind) {
		case 'Unauthenticated':
			return { kind: 'held' };
		case 'RateLimited':
			return { kind: 'retry', afterMs: error.data.retryAfterMs };
		case 'Forbidden':
		case 'NotFound':
		case 'Invalid':
			return { kind: 'rejected' };
	}
}

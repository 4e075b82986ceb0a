import type { ErrorOutcome } from '$lib';
import { isRefusal } from '$convex/refusals';

/** The app's error policy: decides by the kind of a refusal. */
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

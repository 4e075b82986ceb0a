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

/** Like {@link refusalPolicy}, for mutations whose author has nothing to decide after a refusal. */
export function quietPolicy(error: Error): ErrorOutcome {
	const outcome = refusalPolicy(error);
	return outcome.kind === 'rejected' ? { kind: 'done' } : outcome;
}

/** Like {@link refusalPolicy}, for the removal of something: what is missing counts as removed. */
export function removalPolicy(error: Error): ErrorOutcome {
	return isRefusal(error) && error.data.kind === 'NotFound'
		? { kind: 'done' }
		: refusalPolicy(error);
}

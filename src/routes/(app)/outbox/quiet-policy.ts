import type { ErrorOutcome } from '$lib';
import { refusalPolicy } from './refusal-policy';

/** As {@link refusalPolicy}, for what leaves its author nothing to decide on when it is refused. */
export function quietPolicy(error: Error): ErrorOutcome {
	const outcome = refusalPolicy(error);
	return outcome.kind === 'rejected' ? { kind: 'done' } : outcome;
}

import type { ErrorOutcome } from '$lib';
import { refusalPolicy } from './refusal-policy';

/** Like {@link refusalPolicy}, for mutations whose author has nothing to decide after a refusal. */
export function quietPolicy(error: Error): ErrorOutcome {
	const outcome = refusalPolicy(error);
	return outcome.kind === 'rejected' ? { kind: 'done' } : outcome;
}

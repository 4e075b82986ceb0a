import type { Verdict } from '$lib';
import { refusalVerdict } from './refusal-verdict';

/** As {@link refusalVerdict}, for what leaves its author nothing to decide on when it is refused. */
export function quietVerdict(error: Error): Verdict {
	const verdict = refusalVerdict(error);
	return verdict.kind === 'rejected' ? { kind: 'done' } : verdict;
}

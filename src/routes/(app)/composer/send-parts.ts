import type { Draft } from './draft.svelte';
import { withoutGap } from './split-text';

/**
 * Sends a draft in parts, in their order. Each leaves the draft when it is stored, so that a crash loses and
 * repeats nothing. A part that was changed since stays, with all that follows it.
 *
 * @throws what `send` throws; the parts that are not sent stay in the draft
 */
export async function sendParts(
	draft: Draft,
	parts: readonly string[],
	send: (draft: Draft, beginning: string) => Promise<void>
): Promise<void> {
	for (const part of parts) {
		draft.text = withoutGap(draft.text);
		if (!draft.text.startsWith(part)) return;
		await send(draft, part);
	}
	draft.text = withoutGap(draft.text);
}

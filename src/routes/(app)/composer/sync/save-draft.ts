import { createClientId, type Account } from '$lib';
import { api } from '$convex/_generated/api';
import { wellFormed } from '$convex/characters';
import type { Id } from '$convex/_generated/dataModel';
import type { Draft } from '../draft.svelte';
import type { DraftHere } from './draft-step';

/** What the device has of a draft, as the backend stores texts. */
export const asStored = ({ ownText, saved }: Draft): DraftHere => ({
	text: wellFormed(ownText),
	saved
});

/**
 * Saves what is written here as another version, for the user's other devices. It does not go through the outbox:
 * the draft itself is on the disk, and only its last text counts. That it has arrived is learned from the drafts that
 * the backend has, and not from the answer: they show what other devices have written at the same time.
 *
 * @throws the function's refusal, or CallError without a connection
 */
export async function saveDraft(
	account: Pick<Account, 'mutation'>,
	conversationId: Id<'conversations'>,
	draft: Draft
): Promise<void> {
	const { mentions } = draft;
	const { text, saved } = asStored(draft);
	const id = createClientId();
	const seen = saved?.ids ?? [];
	// Before the answer, which may be lost: what this device has saved must not come back as another's.
	draft.saved = { ids: [...seen, id], text: saved?.text ?? '' };
	await account.mutation(api.drafts.save, { conversationId, id, text, mentions, seen });
}

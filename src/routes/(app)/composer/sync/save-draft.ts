import { createClientId, type Account } from '$lib';
import { api } from '$convex/_generated/api';
import { wellFormed } from '$convex/characters';
import type { Id } from '$convex/_generated/dataModel';
import type { DraftVersion } from '$convex/draftVersions';
import type { Draft } from '../draft.svelte';
import type { DraftHere } from './draft-step';
import { noteSaved, readSaved } from './saved';

/** A user's draft in a conversation. */
export interface Written {
	account: Pick<Account, 'texts' | 'mutation'>;
	conversationId: Id<'conversations'>;
	draft: Draft;
}

/** What the device has of a draft, its text as the backend stores texts. */
export const draftHere = ({ account, conversationId, draft }: Written): DraftHere => ({
	text: wellFormed(draft.text),
	saved: readSaved(account.texts, conversationId)
});

/**
 * Saves what is written here as another version, for the user's other devices. It does not go through the outbox:
 * the draft itself is on the disk, and only its last text counts. That it has arrived is learned from the drafts that
 * the backend has, and not from the answer: they show what other devices have written at the same time.
 *
 * @throws the function's refusal, or CallError without a connection
 */
export async function saveDraft(written: Written): Promise<void> {
	const { account, conversationId, draft } = written;
	const { text, saved } = draftHere(written);
	const { mentions } = draft;
	const id = createClientId();
	const seen = saved?.ids ?? [];
	// Before the answer, which may be lost: what this device has saved must not come back as another's.
	noteSaved(account.texts, conversationId, { ids: [...seen, id], text: saved?.text ?? '' });
	await account.mutation(api.drafts.save, { conversationId, id, text, mentions, seen });
}

/** Puts what another device has written into the composer. */
export function takeDraft(
	{ account, conversationId, draft }: Written,
	{ id, text, mentions = [] }: DraftVersion
): void {
	// The text first: a text without a note is one that was typed here, and is kept.
	draft.text = text;
	draft.mentions = mentions;
	noteSaved(account.texts, conversationId, { ids: [id], text });
}

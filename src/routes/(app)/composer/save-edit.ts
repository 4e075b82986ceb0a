import type { Account } from '$lib';
import { editMessage, type OwnMessage } from '../outbox/message-actions';
import type { Draft } from './draft.svelte';

/**
 * Changes the message that a draft edits, and ends the edit. The text leaves the draft only when that is kept.
 *
 * @throws OutboxError when it is not
 */
export async function saveEdit(
	outbox: Account['outbox'],
	conversationId: OwnMessage['conversationId'],
	draft: Draft
): Promise<void> {
	const { editing: clientId, text, mentions } = draft;
	if (clientId === undefined) return;
	await editMessage(outbox, { conversationId, clientId }, text, mentions);
	draft.endEdit();
}

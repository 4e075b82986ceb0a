import type { Account } from '$lib';
import { isReadable, type ListedConversation } from '../model/conversation-list';

/** The name of the user's text with the id of the conversation that was open last. */
const NAME = 'last-conversation';

/** Notes which conversation is open, for the next launch. */
export function noteConversation(texts: Account['texts'], id: string): void {
	texts.setText(NAME, id);
}

/**
 * Chooses the conversation to show: the one that the address names, by its id or its client id. Without a
 * name, it is the conversation that was open last, or else the most recent one. Who is in no conversation gets
 * none: they begin with people.
 */
export function chooseConversation(
	conversations: readonly ListedConversation[],
	texts: Account['texts'],
	id: string | undefined
): ListedConversation | undefined {
	if (id !== undefined) return conversations.find((one) => one.id === id || one.clientId === id);
	const readable = conversations.filter(isReadable);
	// The joined ones are the first.
	if (!readable[0]?.isMember) return undefined;
	const last = texts.text(NAME);
	return (
		readable.find((one) => one.id === last) ??
		readable.find((one) => !one.isArchived) ??
		readable[0]
	);
}

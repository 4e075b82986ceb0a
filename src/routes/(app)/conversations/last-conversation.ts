import type { Account } from '$lib';
import { isReadable, type ListedConversation } from '../model/conversation-list';

/** Under this name a user's texts have the id of the conversation that was open last. */
const NAME = 'last-conversation';

/** Notes which conversation is open, for the next launch. */
export function noteConversation(texts: Account['texts'], id: string): void {
	texts.setText(NAME, id);
}

/**
 * The conversation to show: the one that the address names, by its id or by the one that its maker made
 * it under, and where it names none the last one that was open, or the first that may be read.
 */
export function chooseConversation(
	conversations: readonly ListedConversation[],
	texts: Account['texts'],
	id: string | undefined
): ListedConversation | undefined {
	if (id !== undefined) return conversations.find((one) => one.id === id || one.clientId === id);
	const readable = conversations.filter(isReadable);
	const last = texts.text(NAME);
	return readable.find((one) => one.id === last) ?? readable[0];
}

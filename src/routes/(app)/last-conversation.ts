import type { Account } from '$lib';

/** Under this name a user's texts have the id of the conversation that was open last. */
const NAME = 'last-conversation';

/** Notes which conversation is open, for the next launch. */
export function noteConversation(texts: Account['texts'], id: string): void {
	texts.setText(NAME, id);
}

/**
 * The conversation to show: the one that the address names, and where it names none the last one that
 * was open, or the first.
 */
export function chooseConversation<Conversation extends { id: string }>(
	conversations: readonly Conversation[],
	texts: Account['texts'],
	id: string | undefined
): Conversation | undefined {
	if (id !== undefined) return conversations.find((one) => one.id === id);
	const last = texts.text(NAME);
	return conversations.find((one) => one.id === last) ?? conversations[0];
}

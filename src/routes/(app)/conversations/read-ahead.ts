import type { Account } from '$lib';
import type { ListedConversation } from '../model/conversation-list';
import { conversationMessages } from '../model/conversation-messages';
import { isOutdated } from '../model/is-outdated';

interface ReadAheadOptions {
	account: Pick<Account, 'refreshNewest'>;
	/** Resolves when the page has nothing else to do. */
	whenIdle: () => Promise<void>;
	/** Whether also what is out of date is asked for, and not only what is missing. */
	isDue: boolean;
}

/**
 * Brings what the device keeps of these conversations up to date: the newest messages, as an open conversation keeps
 * them.
 */
export async function readAhead(
	conversations: readonly ListedConversation[],
	{ account, whenIdle, isDue }: ReadAheadOptions,
	signal: AbortSignal
): Promise<void> {
	const lastIn = new Map(conversations.map(({ id, lastMessage }) => [id, lastMessage]));
	const lists = conversations.map(({ id }) => ({ conversationId: id }));
	await account.refreshNewest(conversationMessages, lists, {
		isEnough: (kept, { conversationId }) => !isDue || !isOutdated(kept, lastIn.get(conversationId)),
		pause: whenIdle,
		signal
	});
}

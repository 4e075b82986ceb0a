import type { Account } from '$lib';
import type { ListedConversation } from '../model/conversation-list';
import { conversationMessages } from '../model/conversation-messages';
import type { MessageView } from '../model/message';
import { isOutdated } from '../model/is-outdated';

interface ReadAheadOptions {
	account: Pick<Account, 'refreshNewest'>;
	/** Resolves when the page has nothing else to do. */
	whenIdle: () => Promise<void>;
	/** Whether also what is out of date is asked for, and not only what is missing. */
	isDue: boolean;
}

/**
 * Brings what the device keeps of these conversations up to date, one after the other: the newest messages, as an
 * open conversation keeps them.
 */
export async function readAhead(
	conversations: readonly ListedConversation[],
	{ account, whenIdle, isDue }: ReadAheadOptions,
	signal: AbortSignal
): Promise<void> {
	for (const { id: conversationId, lastMessage } of conversations) {
		await whenIdle();
		if (signal.aborted) return;
		const isEnough = (kept: readonly MessageView[]) => !isDue || !isOutdated(kept, lastMessage);
		await account.refreshNewest(conversationMessages, { conversationId }, { isEnough, signal });
	}
}

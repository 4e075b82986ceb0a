import type { Account, CachedPages } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { isCalled, type MessageName, type MessageView } from '../../model/message';

interface LinkedOptions {
	account: Account;
	conversationId: Id<'conversations'>;
	/** The messages in memory. */
	messages: readonly MessageView[];
	pages: CachedPages<MessageView> | undefined;
}

/**
 * Finds when the message that a link names was sent: from memory, else from the device, else from the
 * backend. `undefined` when nobody knows it.
 */
export async function findLinked(
	name: MessageName,
	{ account, conversationId, messages, pages }: LinkedOptions
): Promise<number | null | undefined> {
	const isLinked = (message: MessageView) => isCalled(name, message);
	const known = messages.find(isLinked) ?? (await pages?.readCached())?.find(isLinked);
	return (
		known?.sentAt ??
		(await account.convexClient?.query(api.messages.sentAt, { conversationId, name }))
	);
}

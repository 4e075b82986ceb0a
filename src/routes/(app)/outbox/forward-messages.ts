import { createClientId, type Account, type ClerkConvexClient } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../model/message';
import { enqueueOrSend } from './enqueue-or-send';

/** Messages, and where they are forwarded from and to. */
export interface Forwarding {
	messages: readonly MessageView[];
	from: Id<'conversations'>;
	to: Id<'conversations'>;
}

/**
 * Sends messages on to a conversation, in their order.
 *
 * @throws OutboxError, or the mutation's own error, when one is neither stored nor sent
 */
export async function forwardMessages(
	client: Pick<ClerkConvexClient, 'connection'>,
	account: Pick<Account, 'subject' | 'outbox' | 'mutation'>,
	{ messages, from, to }: Forwarding
): Promise<void> {
	for (const { authorId, clientId, body, forwardedFrom } of messages) {
		const isOwnWords = authorId === account.subject && forwardedFrom === undefined;
		await enqueueOrSend(client, account, api.messages.send, {
			...{ conversationId: to, clientId: createClientId(), body },
			...(!isOwnWords && { forwardOf: { conversationId: from, authorId, clientId } })
		});
	}
}

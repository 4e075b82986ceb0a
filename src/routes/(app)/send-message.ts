import { OutboxError, type Account, type ClerkConvexClient } from '$lib';
import { api } from '../../../convex/_generated/api';
import type { OwnMessage } from './message-actions';
import type { MessageName } from './message-overlay';

/**
 * Writes a message: into the outbox, or straight to the backend while this device keeps nothing.
 *
 * @throws OutboxError, or what the mutation throws, when it is neither kept nor sent
 */
export async function sendMessage(
	client: ClerkConvexClient,
	outbox: Account['outbox'],
	message: OwnMessage & { body: string; replyTo?: MessageName }
): Promise<void> {
	try {
		await outbox.enqueue(api.messages.send, message);
	} catch (error) {
		if (!(error instanceof OutboxError) || client.connection.current !== 'online') throw error;
		await client.mutation(api.messages.send, message);
	}
}

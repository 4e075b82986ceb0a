import type { FunctionArgs, FunctionReference } from 'convex/server';
import { OutboxError, type Account, type ClerkConvexClient } from '$lib';

/**
 * Puts a mutation into the outbox. If the device cannot store it, sends it directly while there is a
 * connection.
 *
 * @throws OutboxError, or the mutation's own error, when it is neither stored nor sent
 */
export async function enqueueOrSend<Mutation extends FunctionReference<'mutation'>>(
	client: ClerkConvexClient,
	outbox: Account['outbox'],
	mutation: Mutation,
	args: FunctionArgs<Mutation>
): Promise<void> {
	try {
		await outbox.enqueue(mutation, args);
	} catch (error) {
		if (!(error instanceof OutboxError) || client.connection.current !== 'online') throw error;
		await client.mutation(mutation, args);
	}
}

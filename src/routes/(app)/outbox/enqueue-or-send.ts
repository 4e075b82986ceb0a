import type { FunctionArgs, FunctionReference } from 'convex/server';
import { OutboxError, type Account, type ClerkConvexClient } from '$lib';

/**
 * Puts a mutation into the outbox, or sends it straight to the backend while this device keeps nothing.
 *
 * @throws OutboxError, or what the mutation throws, when it is neither kept nor sent
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

import type { FunctionArgs, FunctionReference } from 'convex/server';
import { OutboxError, type Account, type ClerkConvexClient, type EnqueueOptions } from '$lib';

/**
 * Puts a mutation into the outbox. If the device cannot store it, sends it directly while there is a
 * connection: as the same account, because another one may be open when the device has answered.
 *
 * @throws OutboxError, or the mutation's own error, when it is neither stored nor sent
 */
export async function enqueueOrSend<Mutation extends FunctionReference<'mutation'>>(
	{ connection }: Pick<ClerkConvexClient, 'connection'>,
	account: Pick<Account, 'outbox' | 'mutation'>,
	mutation: Mutation,
	args: FunctionArgs<Mutation>,
	options?: EnqueueOptions
): Promise<void> {
	try {
		await account.outbox.enqueue(mutation, args, options);
	} catch (error) {
		if (!(error instanceof OutboxError) || connection.current !== 'online') throw error;
		await account.mutation(mutation, args);
	}
}

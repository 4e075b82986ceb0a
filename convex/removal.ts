import { noteChange } from './conversationSummaries';
import { startCascade } from './startedCascades';
import type { Doc } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { deleteSearchEntry } from './searchEntries';

/** Removes a conversation for everybody at once, and deletes its documents step by step. */
export async function removeConversation(
	ctx: MutationCtx,
	{ _id: conversationId, kind, creatorId, clientId }: Doc<'conversations'>
): Promise<void> {
	// The document stays, so that a repeated call does not create the conversation again.
	const trace = { name: '', kind, creatorId, clientId, removedAt: Date.now() };
	await ctx.db.replace('conversations', conversationId, trace);
	await startCascade(ctx, { kind: 'conversation', of: conversationId });
}

/** Deletes the body and the reactions of a message for good. The rest of the message stays. */
export async function removeMessage(ctx: MutationCtx, message: Doc<'messages'>): Promise<void> {
	const { _id: messageId, removedAt, reactions } = message;
	if (removedAt !== undefined) return;
	const trace = { body: '', reactions: undefined, removedAt: Date.now() };
	await ctx.db.patch('messages', messageId, trace);
	await deleteSearchEntry(ctx, messageId);
	if (!message.isWithheld) await noteChange(ctx, message, { body: '', isRemoved: true });
	if (reactions === undefined) return;
	await startCascade(ctx, { kind: 'message', of: messageId });
}

import { noteChange } from './conversationSummaries';
import { internal } from './_generated/api';
import type { Doc } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';

/** Takes a conversation away from everybody at once, and what is in it step by step. */
export async function removeConversation(
	ctx: MutationCtx,
	{ _id: conversationId, kind, creatorId, clientId }: Doc<'conversations'>
): Promise<void> {
	// The row stays, so that a creation that arrives again does not make the conversation again.
	const trace = { name: '', kind, creatorId, clientId, removedAt: Date.now() };
	await ctx.db.replace('conversations', conversationId, trace);
	await ctx.scheduler.runAfter(0, internal.cascades.emptyConversation, { conversationId });
}

/** Removes what a message says and how people have reacted, for good, and leaves the rest as a trace. */
export async function removeMessage(ctx: MutationCtx, message: Doc<'messages'>): Promise<void> {
	const { _id: messageId, removedAt, reactions } = message;
	if (removedAt !== undefined) return;
	const trace = { body: '', reactions: undefined, removedAt: Date.now() };
	await ctx.db.patch('messages', messageId, trace);
	await noteChange(ctx, message, { body: '', isRemoved: true });
	if (reactions === undefined) return;
	await ctx.scheduler.runAfter(0, internal.cascades.deleteReactions, { messageId });
}

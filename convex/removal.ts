import { noteChange } from './conversationSummaries';
import { emptyEntries, showChange } from './inboxEntries';
import { deletePin } from './pinnedMessages';
import { startCascade } from './startedCascades';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { deleteSearchEntry } from './searchEntries';

/** Removes a conversation for everybody at once, and deletes its documents step by step. */
export async function removeConversation(
	ctx: MutationCtx,
	{ _id: conversationId, kind, creatorId, clientId }: Doc<'conversations'>,
	removerId?: Id<'users'>
): Promise<void> {
	// The document stays, so that a repeated call does not create the conversation again.
	const trace = { name: '', kind, creatorId, clientId, removedAt: Date.now() };
	await ctx.db.replace('conversations', conversationId, trace);
	await emptyEntries(ctx, conversationId, removerId);
	await startCascade(ctx, { kind: 'conversation', of: conversationId });
}

/** Deletes the body and the reactions of a message for good. The rest of the message stays. */
export async function removeMessage(ctx: MutationCtx, message: Doc<'messages'>): Promise<void> {
	const { _id: messageId, removedAt, reactions } = message;
	if (removedAt !== undefined) return;
	const trace = {
		...{ body: '', reactions: undefined, forwardedFrom: undefined, mentions: undefined },
		...{ preview: undefined, hasNoPreviewOf: undefined },
		removedAt: Date.now()
	};
	await ctx.db.patch('messages', messageId, trace);
	await deleteSearchEntry(ctx, messageId);
	await deletePin(ctx, messageId);
	if (!message.isWithheld) {
		const isLast = await noteChange(ctx, message, { body: '', isRemoved: true });
		if (isLast) await showChange(ctx, message.conversationId, message.userId);
	}
	if (reactions === undefined) return;
	await startCascade(ctx, { kind: 'message', of: messageId });
}

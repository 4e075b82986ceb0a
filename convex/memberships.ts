/** How a user becomes a member of a conversation, and stops being one. */
import { v } from 'convex/values';
import { findConversation, findInConversation } from './access';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { emptyEntry, writeEntry, writeEntryOf } from './inboxEntries';
import { endPresence } from './presenceSessions';
import { removeConversation } from './removal';

/** A member's role. The owner may rename and remove the conversation, and remove members. */
export const role = v.union(v.literal('owner'), v.literal('member'));

/** The most invitations of a member that are deleted with their membership. More than these are refused. */
const MAX_ENDED_INVITATIONS = 100;

/** Makes a user a member, unless they are one already, and deletes their invitation. */
export async function addMember(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	userId: Id<'users'>,
	as: Pick<Doc<'memberships'>, 'role' | 'peerId' | 'isHidden'> = { role: 'member' }
): Promise<void> {
	const summary = await findSummary(ctx, conversationId);
	const id = await ctx.db.insert('memberships', { conversationId, userId, ...as });
	await ctx.db.insert('reads', { conversationId, userId, number: summary?.count ?? 0, own: [] });
	await writeEntryOf(ctx, id);
	await deleteInvitation(ctx, conversationId, userId);
}

/** Deletes a user's invitation, if there is one. */
export async function deleteInvitation(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	userId: Id<'users'>
): Promise<void> {
	const invitation = await findInConversation(ctx, 'invitations', conversationId, userId);
	if (invitation !== null) await ctx.db.delete('invitations', invitation._id);
}

/**
 * Ends a membership. When an owner leaves, `chosen` becomes the owner, or the longest-standing member. A
 * conversation that is not open is removed with its last member.
 */
export async function removeMember(
	ctx: MutationCtx,
	gone: Doc<'memberships'>,
	chosen?: Doc<'memberships'>
): Promise<void> {
	const { conversationId, userId } = gone;
	await ctx.db.delete('memberships', gone._id);
	await endPresence(ctx, gone);
	const invitations = await ctx.db
		.query('invitations')
		.withIndex('by_conversationId_inviterId', (q) =>
			q.eq('conversationId', conversationId).eq('inviterId', userId)
		)
		.take(MAX_ENDED_INVITATIONS);
	for (const { _id } of invitations) await ctx.db.delete('invitations', _id);
	for (const table of ['reads', 'receipts', 'drafts'] as const) {
		const found = await findInConversation(ctx, table, conversationId, userId);
		if (found !== null) await ctx.db.delete(table, found._id);
	}
	const entry = await findInConversation(ctx, 'inboxEntries', conversationId, userId);
	if (entry !== null) await emptyEntry(ctx, entry);

	const conversation = await findConversation(ctx, conversationId);
	if (conversation === null) return;
	const heir =
		chosen ??
		(await ctx.db
			.query('memberships')
			.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
			.first());
	if (heir === null) {
		if (conversation.kind !== 'open') await removeConversation(ctx, conversation);
	} else if (gone.role === 'owner') {
		await ctx.db.patch('memberships', heir._id, { role: 'owner' });
		await writeEntryOf(ctx, heir._id);
	} else if (gone.peerId) {
		// The other person of a direct conversation was deleted.
		await writeEntry(ctx, heir);
	}
}

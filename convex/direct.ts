/** What somebody does with a direct conversation for themselves. The other person does not notice. */
import { v } from 'convex/values';
import { findInConversation, requireNotElsewhere, type CallerCtx } from './access';
import { isArchived } from './arrangements';
import { isBlocking } from './blocks';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { userMutation } from './functions';
import { writeEntryOf } from './inboxEntries';
import { refuse } from './refusals';

/**
 * Takes a direct conversation out of the caller's list until somebody writes in it. With `isDeleted`, what
 * was written in it so far is gone for the caller, and for nobody else. A repeated call changes nothing.
 */
export const hide = userMutation({
	args: { conversationId: v.id('conversations'), isDeleted: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { conversationId, isDeleted }) => {
		const conversation = await requireNotElsewhere(ctx, conversationId);
		if (conversation === null) return null;
		const membership = await findInConversation(ctx, 'memberships', conversationId, ctx.user._id);
		if (conversation.kind !== 'direct' || membership === null) throw refuse({ kind: 'Forbidden' });
		await hideFrom(ctx, membership, isDeleted);
		return null;
	}
});

/** Sets whether the caller's conversation is muted: it says nothing of new messages outside of the list. */
export const mute = userMutation({
	args: { conversationId: v.id('conversations'), isOn: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { conversationId, isOn }) => {
		if ((await requireNotElsewhere(ctx, conversationId)) === null) return null;
		const membership = await findInConversation(ctx, 'memberships', conversationId, ctx.user._id);
		if (membership === null) throw refuse({ kind: 'Forbidden' });
		const isMuted = isOn ? true : undefined;
		if (membership.isMuted !== isMuted) {
			const count = (await findSummary(ctx, conversationId))?.count ?? 0;
			// It stays where it is: in the archive, or out of it.
			const archivedUpTo = isArchived(membership, count) ? count : undefined;
			await ctx.db.patch('memberships', membership._id, { isMuted, archivedUpTo });
			await writeEntryOf(ctx, membership._id);
		}
		return null;
	}
});

/** Takes a direct conversation out of a member's list. */
export async function hideFrom(
	ctx: MutationCtx,
	membership: Doc<'memberships'>,
	isDeleted: boolean
): Promise<void> {
	const { _id, conversationId, deletedUpTo = 0 } = membership;
	const count = (await findSummary(ctx, conversationId))?.count ?? 0;
	const upTo = isDeleted ? count : deletedUpTo;
	if (membership.isHidden && upTo === deletedUpTo) return;
	await ctx.db.patch('memberships', _id, {
		isHidden: true,
		...(upTo > 0 && { deletedUpTo: upTo })
	});
	await writeEntryOf(ctx, _id);
}

/** Whether what somebody writes in a direct conversation does not arrive: the other person blocks them. */
export async function isWithheld(
	ctx: MutationCtx,
	conversation: Doc<'conversations'>,
	userId: Id<'users'>
): Promise<boolean> {
	const peerId = peerIn(conversation, userId);
	return peerId !== undefined && (await isBlocking(ctx, peerId, userId));
}

/** What names the direct conversation of two people in an organisation, or in the personal space. */
export function pairOf(organizationId: string | undefined, ...ids: Id<'users'>[]): string {
	const sorted = ids.sort();
	return (organizationId === undefined ? sorted : [organizationId, ...sorted]).join(' ');
}

/** The direct conversation of two people where the caller acts, or `null`. */
export async function findDirect(
	{ db, organizationId }: CallerCtx,
	...ids: [Id<'users'>, Id<'users'>]
): Promise<Doc<'conversations'> | null> {
	return await db
		.query('conversations')
		.withIndex('by_pair', (q) => q.eq('pair', pairOf(organizationId, ...ids)))
		.unique();
}

/** Puts a direct conversation back into a member's list. */
export async function showTo(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	userId: Id<'users'>
): Promise<void> {
	const membership = await findInConversation(ctx, 'memberships', conversationId, userId);
	if (membership?.isHidden) {
		await ctx.db.patch('memberships', membership._id, { isHidden: undefined });
		await writeEntryOf(ctx, membership._id);
	}
}

/** Puts a direct conversation back into the lists of both, because somebody has written in it. */
export async function showAgain(
	ctx: MutationCtx,
	{ _id: conversationId, kind }: Doc<'conversations'>
): Promise<void> {
	if (kind !== 'direct') return;
	const memberships = await ctx.db
		.query('memberships')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.take(2);
	for (const { _id, isHidden } of memberships) {
		if (!isHidden) continue;
		await ctx.db.patch('memberships', _id, { isHidden: undefined });
		await writeEntryOf(ctx, _id);
	}
}

/**
 * What the caller sees of a conversation's messages. In a direct one, those are missing that they have
 * deleted for themselves, and those of somebody whom they blocked then.
 */
export async function visibilityIn(
	ctx: CallerCtx,
	{ _id, kind }: Doc<'conversations'>
): Promise<(message: Doc<'messages'>) => boolean> {
	const { user } = ctx;
	if (kind !== 'direct' || user === null) return () => true;
	const membership = await findInConversation(ctx, 'memberships', _id, user._id);
	const { deletedUpTo = 0 } = membership ?? {};
	return ({ number, isWithheld, userId }) =>
		isWithheld ? userId === user._id && number >= deletedUpTo : number > deletedUpTo;
}

/** The other person of a direct conversation. */
function peerIn({ kind, pair }: Doc<'conversations'>, userId: Id<'users'>) {
	if (kind !== 'direct') return undefined;
	const ids = pair?.split(' ').slice(-2) ?? [];
	return ids.find((id) => id !== userId) as Id<'users'> | undefined;
}

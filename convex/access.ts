/** Who may read, write in, and manage a conversation. */
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { refuse } from './refusals';

/** A context that knows who calls; `null` is somebody without a row yet, so without rights of their own. */
export type CallerCtx = QueryCtx & { user: Doc<'users'> | null };

/** A conversation's row, or `null` when it is gone. */
export async function findConversation(
	ctx: QueryCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'> | null> {
	const found = await ctx.db.get('conversations', id);
	return found?.removedAt === undefined ? found : null;
}

/** Somebody's membership, or `null`. */
export async function findMembership(
	ctx: QueryCtx,
	conversationId: Id<'conversations'>,
	userId: Id<'users'>
): Promise<Doc<'memberships'> | null> {
	return await ctx.db
		.query('memberships')
		.withIndex('by_conversationId_userId', (q) =>
			q.eq('conversationId', conversationId).eq('userId', userId)
		)
		.unique();
}

/**
 * A conversation that the caller may read and write in: an open one, or one they are in. Refuses with
 * `NotFound` when it is gone, and with `Forbidden`.
 */
export async function requireReadable(
	ctx: CallerCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'>> {
	const conversation = await findConversation(ctx, id);
	if (conversation === null) throw refuse({ kind: 'NotFound', what: 'conversation' });
	// Who may read an open one, no membership decides; so joining it wakes nobody's messages.
	if (conversation.kind !== 'open') await requireMembership(ctx, id);
	return conversation;
}

/** A conversation that is the caller's. Refuses like {@link requireReadable}. */
export async function requireOwned(
	ctx: CallerCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'>> {
	const conversation = await requireReadable(ctx, id);
	const { role } = await requireMembership(ctx, id);
	if (role !== 'owner') throw refuse({ kind: 'Forbidden' });
	return conversation;
}

async function requireMembership(
	ctx: CallerCtx,
	id: Id<'conversations'>
): Promise<Doc<'memberships'>> {
	const membership = ctx.user && (await findMembership(ctx, id, ctx.user._id));
	if (membership === null) throw refuse({ kind: 'Forbidden' });
	return membership;
}

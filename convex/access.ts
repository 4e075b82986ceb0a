/** All rules about who may read, write in and manage a conversation. */
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { refuse } from './refusals';

/**
 * A context with the caller's document, and the organisation they act in. `null` is a caller without a
 * document yet, who has no rights of their own.
 */
export type CallerCtx = QueryCtx & {
	user: Doc<'users'> | null;
	organizationId: string | undefined;
};

/** A conversation's document, or `null` when it was removed. */
export async function findConversation(
	ctx: QueryCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'> | null> {
	const found = await ctx.db.get('conversations', id);
	return found?.removedAt === undefined ? found : null;
}

/**
 * Returns a conversation of the organisation that the caller acts in, or of the personal space. Refuses
 * with `NotFound` when it was removed, and with `Forbidden` when it belongs elsewhere.
 */
export async function requireHere(
	ctx: CallerCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'>> {
	// Elsewhere, nobody learns whether it is still there.
	const conversation = await requireNotElsewhere(ctx, id);
	if (conversation === null) throw refuse({ kind: 'NotFound', what: 'conversation' });
	return conversation;
}

/**
 * Refuses a conversation that belongs elsewhere. For calls that succeed when it was removed: they may be
 * repeated ones.
 */
export async function requireNotElsewhere(
	ctx: CallerCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'> | null> {
	const conversation = await ctx.db.get('conversations', id);
	if (conversation && conversation.organizationId !== ctx.organizationId) {
		throw refuse({ kind: 'Forbidden' });
	}
	return conversation?.removedAt === undefined ? conversation : null;
}

/** Whether a conversation is there, and belongs to where the caller acts. */
export function isHere(
	{ organizationId }: CallerCtx,
	conversation: Doc<'conversations'> | null
): conversation is Doc<'conversations'> {
	return conversation !== null && conversation.organizationId === organizationId;
}

/** The tables with at most one document for a user in a conversation. */
type TableOfUsers =
	'drafts' | 'inboxEntries' | 'invitations' | 'memberships' | 'presences' | 'reads' | 'receipts';

/** A user's document for a conversation in one of those tables, or `null`. */
export async function findInConversation<Table extends TableOfUsers>(
	ctx: QueryCtx,
	table: Table,
	conversationId: Id<'conversations'>,
	userId: Id<'users'>
): Promise<Doc<Table> | null> {
	const found = await ctx.db
		.query<TableOfUsers>(table)
		.withIndex('by_conversationId_userId', (q) =>
			q.eq('conversationId', conversationId).eq('userId', userId)
		)
		.unique();
	// TypeScript does not see that a document of this table is among those of all seven.
	return found as Doc<Table> | null;
}

/**
 * Returns a conversation that the caller may read and write in: an open one of where they are, or one that
 * they have joined there. Refuses with `NotFound` when it was removed, and otherwise with `Forbidden`.
 */
export async function requireReadable(
	ctx: CallerCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'>> {
	const conversation = await requireHere(ctx, id);
	// An open conversation needs no membership, so joining one runs no query of messages again.
	if (conversation.kind !== 'open') await requireMembership(ctx, id);
	return conversation;
}

/** The same, with `null` instead of a refusal. */
export async function findReadable(
	ctx: CallerCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'> | null> {
	const conversation = await findConversation(ctx, id);
	if (!isHere(ctx, conversation)) return null;
	if (conversation.kind === 'open') return conversation;
	const membership = ctx.user && (await findInConversation(ctx, 'memberships', id, ctx.user._id));
	return membership && conversation;
}

/** Returns a conversation that the caller owns. Refuses like {@link requireReadable}. */
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
	const membership = ctx.user && (await findInConversation(ctx, 'memberships', id, ctx.user._id));
	if (membership === null) throw refuse({ kind: 'Forbidden' });
	return membership;
}

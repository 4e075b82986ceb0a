/** Views of conversations: conversations as a caller sees them. */
import { v, type Infer } from 'convex/values';
import { findConversation, findInConversation, isHere, type CallerCtx } from './access';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import { MAX_LISTED_CONVERSATIONS, MAX_LISTED_INVITATIONS, MAX_LISTED_OPEN } from './limits';
import { role } from './memberships';
import { SOMEONE } from './names';
import { person, toPerson, usersOf } from './people';
import { countUnread } from './reads';

type UserOf = ReturnType<typeof usersOf>;

/**
 * A conversation. The name of a direct conversation is the other person's; `peer` is that person, unless
 * their document was deleted. `role` is the caller's, for members only. `clientId` is the creator's, and
 * only the creator sees it.
 */
export const conversationView = v.object({
	id: v.id('conversations'),
	clientId: v.optional(v.string()),
	name: v.string(),
	kind: v.union(v.literal('open'), v.literal('invited'), v.literal('direct')),
	isMember: v.boolean(),
	role: v.optional(role),
	peer: v.optional(person)
});

/**
 * A conversation in the list. `isMuted`: it counts nowhere else than in the list. A joined one has `unread` and its last message, if there is one; the
 * message's text is the beginning of the body on one line, and empty when it was removed. An invitation
 * has `invitedBy`.
 */
export const listedConversation = v.object({
	...conversationView.fields,
	unread: v.number(),
	isMuted: v.optional(v.boolean()),
	lastMessage: v.optional(
		v.object({
			author: v.string(),
			authorId: v.string(),
			text: v.string(),
			sentAt: v.number(),
			isRemoved: v.boolean()
		})
	),
	invitedBy: v.optional(person)
});

type Listed = Infer<typeof listedConversation>;

/** One conversation as the caller sees it. */
export async function toConversationView(
	ctx: CallerCtx,
	conversation: Doc<'conversations'>
): Promise<Infer<typeof conversationView>> {
	const membership =
		ctx.user && (await findInConversation(ctx, 'memberships', conversation._id, ctx.user._id));
	return await describe(ctx, usersOf(ctx), conversation, membership);
}

/**
 * The caller's list: joined conversations, the last active first; open ones that they have not joined,
 * oldest first; invitations. The length of each part is bounded.
 */
export async function listConversations(ctx: CallerCtx): Promise<Listed[]> {
	const { user } = ctx;
	const userOf = usersOf(ctx);
	const memberships = user === null ? [] : await newestMemberships(ctx, user._id);
	const joined = await joinedOnes(ctx, userOf, memberships);
	const seen = new Set(memberships.map(({ conversationId }) => conversationId));
	const invited = user === null ? [] : await invitedOnes(ctx, userOf, user._id, seen);
	for (const { id } of invited) seen.add(id);
	return [...joined, ...(await openOnes(ctx, userOf, seen)), ...invited];
}

async function newestMemberships(ctx: CallerCtx, userId: Id<'users'>) {
	return await ctx.db
		.query('memberships')
		.withIndex('by_userId', (q) => q.eq('userId', userId))
		.order('desc')
		.take(MAX_LISTED_CONVERSATIONS);
}

async function joinedOnes(
	ctx: CallerCtx,
	userOf: UserOf,
	memberships: Doc<'memberships'>[]
): Promise<Listed[]> {
	const userId = memberships[0]?.userId;
	if (userId === undefined) return [];
	const reads = await ctx.db
		.query('reads')
		.withIndex('by_userId', (q) => q.eq('userId', userId))
		.order('desc')
		.take(MAX_LISTED_CONVERSATIONS);
	const readOf = new Map(reads.map((read) => [read.conversationId, read]));
	const views = await Promise.all(
		memberships.map(async (membership) => {
			const { conversationId, isHidden, isMuted, deletedUpTo = 0 } = membership;
			if (isHidden) return [];
			const conversation = await findConversation(ctx, conversationId);
			if (!isHere(ctx, conversation)) return [];
			const summary = await findSummary(ctx, conversationId);
			const read = readOf.get(conversationId);
			const view: Listed = {
				...(await describe(ctx, userOf, conversation, membership)),
				unread: read ? countUnread(summary, read) : 0,
				isMuted,
				lastMessage:
					summary && summary.count > deletedUpTo ? await lastMessageOf(userOf, summary) : undefined
			};
			return [{ view, activeAt: summary?.last.at ?? conversation._creationTime }];
		})
	);
	return views
		.flat()
		.sort((a, b) => b.activeAt - a.activeAt)
		.map(({ view }) => view);
}

async function lastMessageOf(
	userOf: UserOf,
	{ last: { userId, excerpt, at, isRemoved } }: Doc<'activities'>
): Promise<NonNullable<Listed['lastMessage']>> {
	const user = await userOf(userId);
	return {
		author: user?.name ?? SOMEONE,
		authorId: user?.subject ?? userId,
		text: excerpt,
		sentAt: at,
		isRemoved
	};
}

/** Without their last messages: a message runs no query again of users who have not joined. */
async function openOnes(
	ctx: CallerCtx,
	userOf: UserOf,
	seen: ReadonlySet<Id<'conversations'>>
): Promise<Listed[]> {
	const open = await ctx.db
		.query('conversations')
		.withIndex('by_organizationId_kind_removedAt', (q) =>
			q.eq('organizationId', ctx.organizationId).eq('kind', 'open').eq('removedAt', undefined)
		)
		.take(MAX_LISTED_OPEN);
	const others = open.filter(({ _id }) => !seen.has(_id));
	return await Promise.all(
		others.map(async (one) => ({ ...(await describe(ctx, userOf, one, null)), unread: 0 }))
	);
}

async function invitedOnes(
	ctx: CallerCtx,
	userOf: UserOf,
	userId: Id<'users'>,
	seen: ReadonlySet<Id<'conversations'>>
): Promise<Listed[]> {
	const invitations = await ctx.db
		.query('invitations')
		.withIndex('by_userId', (q) => q.eq('userId', userId))
		.order('desc')
		.take(MAX_LISTED_INVITATIONS);
	const views = await Promise.all(
		invitations.map(async ({ conversationId, inviterId }): Promise<Listed[]> => {
			const conversation = await findConversation(ctx, conversationId);
			if (!isHere(ctx, conversation) || seen.has(conversationId)) return [];
			const inviter = await userOf(inviterId);
			const invitedBy = inviter ? toPerson(inviter) : { subject: inviterId, name: SOMEONE };
			return [{ ...(await describe(ctx, userOf, conversation, null)), unread: 0, invitedBy }];
		})
	);
	return views.flat();
}

async function describe(
	{ user }: CallerCtx,
	userOf: UserOf,
	{ _id: id, name, kind, creatorId, clientId }: Doc<'conversations'>,
	membership: Doc<'memberships'> | null
): Promise<Infer<typeof conversationView>> {
	const view = {
		id,
		...(creatorId !== undefined && creatorId === user?._id && { clientId }),
		name,
		kind,
		isMember: membership !== null,
		role: membership?.role
	};
	if (!membership?.peerId) return view;
	const peer = await userOf(membership.peerId);
	return { ...view, name: peer?.name ?? SOMEONE, peer: peer ? toPerson(peer) : undefined };
}

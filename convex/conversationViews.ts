/** Views of conversations: conversations as a caller sees them. */
import { v, type Infer } from 'convex/values';
import { findConversation, findInConversation, isHere, type CallerCtx } from './access';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import type { PaginationOptions, PaginationResult } from 'convex/server';
import {
	MAX_LISTED_CONVERSATIONS,
	MAX_LISTED_INVITATIONS,
	MAX_LISTED_INVITERS,
	MAX_LISTED_OPEN
} from './limits';
import { role } from './memberships';
import { SOMEONE } from './names';
import { pageWith } from './numberLimits';
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
 * The caller's list: joined conversations, the last active first; the oldest and the newest open ones that they have
 * not joined, oldest first; some invitations of each who has sent any. The length of each part is bounded.
 */
export async function listConversations(ctx: CallerCtx): Promise<Listed[]> {
	const { user } = ctx;
	const userOf = usersOf(ctx);
	const memberships = user === null ? [] : await newestMemberships(ctx, user._id);
	const joined = await joinedOnes(ctx, userOf, memberships);
	const seen = new Set(memberships.map(({ conversationId }) => conversationId));
	const invited = user === null ? [] : await invitedOnes(ctx, user._id, seen);
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
	const some = (order: 'asc' | 'desc') =>
		ctx.db
			.query('conversations')
			.withIndex('by_organizationId_kind_removedAt', (q) =>
				q.eq('organizationId', ctx.organizationId).eq('kind', 'open').eq('removedAt', undefined)
			)
			.order(order)
			.take(MAX_LISTED_OPEN / 2);
	const oldest = await some('asc');
	const areAll = oldest.length < MAX_LISTED_OPEN / 2;
	const newest = areAll ? [] : (await some('desc')).reverse();
	const open = new Map([...oldest, ...newest].map((one) => [one._id, one]));
	const others = [...open.values()].filter(({ _id }) => !seen.has(_id));
	return await Promise.all(
		others.map(async (one) => ({ ...(await describe(ctx, userOf, one, null)), unread: 0 }))
	);
}

async function invitedOnes(
	ctx: CallerCtx,
	userId: Id<'users'>,
	seen: ReadonlySet<Id<'conversations'>>
): Promise<Listed[]> {
	const invitations = await someOfEach(ctx, userId);
	const others = invitations.filter(({ conversationId }) => !seen.has(conversationId));
	return await toInvitationViews(ctx, others);
}

/**
 * The newest invitations of a user, a few of each who has invited them: nobody pushes out what others have
 * sent.
 */
async function someOfEach(ctx: CallerCtx, userId: Id<'users'>): Promise<Doc<'invitations'>[]> {
	const all: Doc<'invitations'>[] = [];
	let after: Id<'users'> | undefined;
	for (let inviters = 0; inviters < MAX_LISTED_INVITERS; inviters++) {
		const next = await ctx.db
			.query('invitations')
			.withIndex('by_userId_inviterId', (q) =>
				after ? q.eq('userId', userId).gt('inviterId', after) : q.eq('userId', userId)
			)
			.first();
		if (next === null) break;
		const { inviterId } = next;
		after = inviterId;
		const some = await ctx.db
			.query('invitations')
			.withIndex('by_userId_inviterId', (q) => q.eq('userId', userId).eq('inviterId', inviterId))
			.order('desc')
			.take(MAX_LISTED_INVITATIONS);
		all.push(...some);
	}
	return all.sort((a, b) => b._creationTime - a._creationTime);
}

/**
 * Open conversations, the newest first, or those whose name has any of the words of a text. A text has one
 * page: the best matches.
 */
export async function findOpen(
	ctx: CallerCtx,
	text: string,
	options: PaginationOptions
): Promise<PaginationResult<Infer<typeof conversationView>>> {
	const { db, organizationId, user } = ctx;
	const conversations = db.query('conversations');
	const result =
		text.trim() === ''
			? await conversations
					.withIndex('by_organizationId_kind_removedAt', (q) =>
						q.eq('organizationId', organizationId).eq('kind', 'open').eq('removedAt', undefined)
					)
					.order('desc')
					.paginate(options)
			: {
					page: await conversations
						.withSearchIndex('search_name', (q) =>
							q.search('name', text).eq('organizationId', organizationId).eq('kind', 'open')
						)
						.take(options.numItems),
					isDone: true,
					continueCursor: ''
				};
	const userOf = usersOf(ctx);
	const page = await Promise.all(
		result.page.map(async (one) => {
			const membership = user && (await findInConversation(ctx, 'memberships', one._id, user._id));
			return await describe(ctx, userOf, one, membership);
		})
	);
	return pageWith(result, page);
}

/** Invitations as their user sees them, without those to what is elsewhere or was removed. */
export async function toInvitationViews(
	ctx: CallerCtx,
	invitations: readonly Doc<'invitations'>[]
): Promise<Listed[]> {
	const userOf = usersOf(ctx);
	const views = await Promise.all(
		invitations.map(async (one) => await invitationView(ctx, userOf, one))
	);
	return views.flat();
}

async function invitationView(
	ctx: CallerCtx,
	userOf: UserOf,
	{ conversationId, inviterId }: Doc<'invitations'>
): Promise<Listed[]> {
	const conversation = await findConversation(ctx, conversationId);
	if (!isHere(ctx, conversation)) return [];
	const inviter = await userOf(inviterId);
	const invitedBy = inviter ? toPerson(inviter) : { subject: inviterId, name: SOMEONE };
	return [{ ...(await describe(ctx, userOf, conversation, null)), unread: 0, invitedBy }];
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

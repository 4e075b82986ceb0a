/** Views of conversations: conversations as a caller sees them. */
import { v, type Infer } from 'convex/values';
import { findConversation, findInConversation, isHere, type CallerCtx } from './access';
import type { Doc, Id } from './_generated/dataModel';
import type { PaginationOptions, PaginationResult } from 'convex/server';
import { MAX_LISTED_INVITATIONS, MAX_LISTED_INVITERS } from './limits';
import { role } from './memberships';
import { SOMEONE } from './names';
import { pageWith } from './numberLimits';
import { person, toPerson, usersOf } from './people';

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
 * A conversation in the list. `isMuted`: it counts nowhere else than in the list. A joined one has `unread`, the number
 * of the last message that the caller has read (`readUpTo`), that of the last one that there is (`lastNumber`),
 * and its last message, if there is one; the message's text is the beginning of the body on one line, and empty
 * when it was removed. How the caller has arranged it is in `isMuted`, `isPinned`, `isMarkedUnread` and
 * `isArchived`. An invitation has `invitedBy`. `isMentioned`: an unread message mentions the caller.
 */
export const listedConversation = v.object({
	...conversationView.fields,
	unread: v.number(),
	readUpTo: v.optional(v.number()),
	lastNumber: v.optional(v.number()),
	isMuted: v.optional(v.boolean()),
	isPinned: v.optional(v.boolean()),
	isMarkedUnread: v.optional(v.boolean()),
	isArchived: v.optional(v.boolean()),
	isMentioned: v.optional(v.boolean()),
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
 * What a list shows besides the conversations that the caller has joined: the oldest and the newest open ones,
 * oldest first, and some invitations of each who has sent any. The length of each part is bounded. The
 * messages in them change nothing here.
 *
 * @param isJoined whether the caller is known to be in a conversation
 */
export async function listOthers(
	ctx: CallerCtx,
	isJoined: (id: Id<'conversations'>) => boolean | Promise<boolean>,
	mostOpen: number
): Promise<Listed[]> {
	const { user } = ctx;
	const invitations = user === null ? [] : await someOfEach(ctx, user._id);
	const unanswered = await unlessJoined(invitations, ({ conversationId }) => conversationId);
	const invited = await toInvitationViews(ctx, unanswered);
	const isInvited = new Set(invited.map(({ id }) => id));
	const open = await unlessJoined(await someOpen(ctx, mostOpen), ({ _id }) => _id);
	const userOf = usersOf(ctx);
	const views = await Promise.all(
		open
			.filter(({ _id }) => !isInvited.has(_id))
			.map(async (one) => ({ ...(await describe(ctx, userOf, one, null)), unread: 0 }))
	);
	return [...views, ...invited];

	async function unlessJoined<One>(all: One[], idOf: (one: One) => Id<'conversations'>) {
		const joined = await Promise.all(all.map(async (one) => await isJoined(idOf(one))));
		return all.filter((_, index) => !joined[index]);
	}
}

/** The oldest open conversations, such as "General", and the newest. */
async function someOpen(ctx: CallerCtx, most: number): Promise<Doc<'conversations'>[]> {
	const some = (order: 'asc' | 'desc') =>
		ctx.db
			.query('conversations')
			.withIndex('by_organizationId_kind_removedAt', (q) =>
				q.eq('organizationId', ctx.organizationId).eq('kind', 'open').eq('removedAt', undefined)
			)
			.order(order)
			.take(most / 2);
	const oldest = await some('asc');
	const newest = oldest.length < most / 2 ? [] : (await some('desc')).reverse();
	return [...new Map([...oldest, ...newest].map((one) => [one._id, one])).values()];
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

/** A conversation as the caller sees it, with their membership if they have one. */
export async function describe(
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

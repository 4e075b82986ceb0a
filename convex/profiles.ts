/** People as the caller meets them: whom they may want to write to, and what they are told of one. */
import { v, type Infer } from 'convex/values';
import { findConversation, findInConversation, isHere, type CallerCtx } from './access';
import { isBlocking } from './blocks';
import { findDirect } from './direct';
import type { Doc, Id } from './_generated/dataModel';
import { userMutation, userQuery } from './functions';
import { MAX_FOUND_PEOPLE, MAX_LISTED_CONVERSATIONS, MAX_SHARED_CONVERSATIONS } from './limits';
import { findPeerHere, person, toPerson } from './people';
import { consumeRateLimit } from './rateLimits';

/** Of the oldest and of the newest open conversations, how many {@link suggested} looks into. */
const ASKED_CONVERSATIONS = 5;

/**
 * People whom the caller may want to write to: in an organisation those who came last; in the personal space those
 * who were active last in open conversations, and want to be found. It is a mutation for two reasons: it has a rate
 * limit, and a query would run again with every message in those conversations.
 */
export const suggested = userMutation({
	args: {},
	returns: v.array(person),
	handler: async (ctx) => {
		await consumeRateLimit(ctx, 'find');
		const { organizationId, user } = ctx;
		const ids =
			organizationId === undefined ? await activeOnes(ctx) : await newestOf(ctx, organizationId);
		const people: Infer<typeof person>[] = [];
		for (const id of ids) {
			if (people.length === MAX_FOUND_PEOPLE) break;
			const one = id === user._id ? null : await ctx.db.get('users', id);
			if (!one || (organizationId === undefined && one.isUnfindable)) continue;
			if (!(await isBlocking(ctx, user._id, id))) people.push(toPerson(one));
		}
		return people;
	}
});

/**
 * What the caller is told of a person: how others see them, whether the caller blocks them, the direct conversation
 * of the two, and the conversations that both have joined here. `null` for somebody whom they cannot meet here.
 */
export const get = userQuery({
	args: { subject: v.string() },
	returns: v.union(
		v.null(),
		v.object({
			...person.fields,
			isBlocked: v.boolean(),
			direct: v.optional(v.object({ id: v.id('conversations'), isMuted: v.boolean() })),
			shared: v.array(v.object({ id: v.id('conversations'), name: v.string() }))
		})
	),
	handler: async (ctx, { subject }) => {
		const { user } = ctx;
		const peer = user && (await findPeerHere({ ...ctx, user }, subject));
		if (!peer) return null;
		const direct = await findDirect(ctx, user._id, peer._id);
		const membership =
			direct && (await findInConversation(ctx, 'memberships', direct._id, user._id));
		return {
			...toPerson(peer),
			isBlocked: await isBlocking(ctx, user._id, peer._id),
			direct: membership
				? { id: membership.conversationId, isMuted: membership.isMuted === true }
				: undefined,
			shared: await sharedOf(ctx, user._id, peer._id)
		};
	}
});

/** The conversations here that both have joined, besides their direct one. */
async function sharedOf(ctx: CallerCtx, userId: Id<'users'>, peerId: Id<'users'>) {
	const joined = (of: Id<'users'>) =>
		ctx.db
			.query('memberships')
			.withIndex('by_userId', (q) => q.eq('userId', of))
			.order('desc')
			.take(MAX_LISTED_CONVERSATIONS);
	const theirs = new Set((await joined(peerId)).map(({ conversationId }) => conversationId));
	const both = (await joined(userId)).filter(
		(one) => one.peerId === undefined && theirs.has(one.conversationId)
	);
	const found = await Promise.all(
		both
			.slice(0, MAX_SHARED_CONVERSATIONS)
			.map(({ conversationId }) => findConversation(ctx, conversationId))
	);
	return found.filter((one) => isHere(ctx, one)).map(({ _id: id, name }) => ({ id, name }));
}

/** Who came last to an organisation. */
async function newestOf({ db }: CallerCtx, organizationId: string): Promise<Id<'users'>[]> {
	const members = await db
		.query('organizationMembers')
		.withIndex('by_organizationId_userId', (q) => q.eq('organizationId', organizationId))
		.order('desc')
		.take(MAX_FOUND_PEOPLE * 2);
	members.sort((a, b) => b._creationTime - a._creationTime);
	return members.map(({ userId }) => userId);
}

/** Who is in some open conversations of the personal space, those who have written last first. */
async function activeOnes({ db }: CallerCtx): Promise<Set<Id<'users'>>> {
	const open = (order: 'asc' | 'desc') =>
		db
			.query('conversations')
			.withIndex('by_organizationId_kind_removedAt', (q) =>
				q.eq('organizationId', undefined).eq('kind', 'open').eq('removedAt', undefined)
			)
			.order(order)
			.take(ASKED_CONVERSATIONS);
	const conversations = new Set(
		[...(await open('asc')), ...(await open('desc'))].map((one) => one._id)
	);
	const messages: Doc<'messages'>[] = [];
	const members: Doc<'memberships'>[] = [];
	for (const conversationId of conversations) {
		messages.push(
			...(await db
				.query('messages')
				.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
				.order('desc')
				.take(MAX_FOUND_PEOPLE))
		);
		members.push(
			...(await db
				.query('memberships')
				.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
				.order('desc')
				.take(MAX_FOUND_PEOPLE))
		);
	}
	messages.sort((a, b) => b._creationTime - a._creationTime);
	members.sort((a, b) => b._creationTime - a._creationTime);
	return new Set([...messages, ...members].map(({ userId }) => userId));
}

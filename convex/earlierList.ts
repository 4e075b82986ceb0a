/**
 * `conversations:list` of versions of the app before this one, and of this one while the inbox entries are being
 * written (`inboxSpreads.ts`). It reads five documents for each of up to 500 conversations, and runs again at
 * each message. It goes with the version after the next one.
 */
import type { Infer } from 'convex/values';
import { findConversation, isHere, type CallerCtx } from './access';
import { toArrangementView } from './arrangements';
import { findSummary } from './conversationSummaries';
import { describe, listOthers, type listedConversation } from './conversationViews';
import type { Doc, Id } from './_generated/dataModel';
import { MAX_LISTED_CONVERSATIONS, MAX_LISTED_OPEN } from './limits';
import { SOMEONE } from './names';
import { usersOf } from './people';
import { countUnread } from './reads';

type Listed = Infer<typeof listedConversation>;
type UserOf = ReturnType<typeof usersOf>;

/** The caller's list: joined conversations, the last active first, and the others. */
export async function listConversations(ctx: CallerCtx): Promise<Listed[]> {
	const { user } = ctx;
	const memberships = user === null ? [] : await newestMemberships(ctx, user._id);
	const joined = await joinedOnes(ctx, usersOf(ctx), memberships);
	const seen = new Set(memberships.map(({ conversationId }) => conversationId));
	return [...joined, ...(await listOthers(ctx, (id) => seen.has(id), MAX_LISTED_OPEN))];
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
			const { conversationId, isHidden, deletedUpTo = 0 } = membership;
			if (isHidden) return [];
			const conversation = await findConversation(ctx, conversationId);
			if (!isHere(ctx, conversation)) return [];
			const summary = await findSummary(ctx, conversationId);
			const read = readOf.get(conversationId);
			const view: Listed = {
				...(await describe(ctx, userOf, conversation, membership)),
				unread: read ? countUnread(summary, read) : 0,
				readUpTo: read?.number ?? 0,
				lastNumber: summary?.count ?? 0,
				...toArrangementView(membership, summary?.count ?? 0),
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

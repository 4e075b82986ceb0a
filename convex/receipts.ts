/**
 * Receipts: up to which message a conversation has come to a member's devices, and up to which they have read
 * it. They are kept apart from the read marks, so that somebody's own messages run no query of receipts again.
 * Who hides theirs sees none of the others' either.
 */
import { v, type Infer } from 'convex/values';
import { findInConversation, requireReadable, type CallerCtx } from './access';
import { isBlocking } from './blocks';
import type { Doc, Id } from './_generated/dataModel';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import { MAX_DELIVERED_AT_ONCE, MAX_RECEIPT_MEMBERS } from './limits';
import { requireWhole } from './numberLimits';
import { person, toPerson } from './people';
import { consumeRateLimit } from './rateLimits';
import { addMark, receiptMark, type ReceiptMark } from './receiptMarks';
import { findSpread } from './startedSpreads';

/**
 * The receipts of one member. Messages that were sent before `since` say nothing of them: they were no member
 * yet, or blocked the caller.
 */
const memberReceipts = v.object({
	...person.fields,
	since: v.number(),
	delivered: v.array(receiptMark),
	read: v.array(receiptMark)
});

/**
 * The receipts of the other members of a conversation, without those who hide theirs, and those between whom
 * and the caller there is a block. `hidden` says why there are none: there are too many members, or the caller
 * hides their own.
 */
export const receiptsView = v.object({
	hidden: v.optional(v.union(v.literal('many'), v.literal('off'))),
	members: v.array(memberReceipts)
});

/** `besideMessages:of` says the same: this is for versions of the app before this one. */
export const of = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: receiptsView,
	handler: async (ctx, { conversationId }) => {
		await requireReadable(ctx, conversationId);
		return await receiptsIn(ctx, conversationId);
	}
});

/**
 * Says that messages have come to one of the caller's devices: for each conversation, all up to a number. What
 * is not the caller's to read, or has many members, changes nothing.
 */
export const deliver = userMutation({
	args: {
		marks: v.array(v.object({ conversationId: v.id('conversations'), upTo: v.number() }))
	},
	returns: v.null(),
	handler: async (ctx, { marks }) => {
		for (const { upTo } of marks) requireWhole(upTo, 0);
		if (ctx.user.hidesReceipts) return null;
		await consumeRateLimit(ctx, 'deliver');
		for (const { conversationId, upTo } of marks.slice(0, MAX_DELIVERED_AT_ONCE)) {
			const entry = await findInConversation(ctx, 'inboxEntries', conversationId, ctx.user._id);
			if (!entry || entry.isGone || entry.organizationId !== ctx.organizationId) continue;
			await note(ctx, conversationId, 'delivered', Math.min(upTo, entry.count));
		}
		return null;
	}
});

/** Notes that the caller has read a conversation up to a message. */
export async function noteRead(
	ctx: UserMutationCtx,
	conversationId: Id<'conversations'>,
	number: number
): Promise<void> {
	if (!ctx.user.hidesReceipts) await note(ctx, conversationId, 'read', number);
}

/** What a conversation that the caller may read has of receipts. */
export async function receiptsIn(
	ctx: CallerCtx,
	conversationId: Id<'conversations'>
): Promise<Infer<typeof receiptsView>> {
	const { user } = ctx;
	if (user === null) return { members: [] };
	if (user.hidesReceipts) return { hidden: 'off', members: [] };
	const most = MAX_RECEIPT_MEMBERS;
	const memberships = (await findSpread(ctx, conversationId))
		? undefined
		: await ctx.db
				.query('memberships')
				.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
				.take(most + 1);
	if (memberships === undefined || memberships.length > most) {
		return { hidden: 'many', members: [] };
	}
	if (!memberships.some(({ userId }) => userId === user._id)) return { members: [] };
	const others = memberships.filter(({ userId }) => userId !== user._id);
	const members = await Promise.all(others.map((one) => receiptsOf({ ...ctx, user }, one)));
	return { members: members.filter((one) => one !== null) };
}

async function note(
	ctx: UserMutationCtx,
	conversationId: Id<'conversations'>,
	what: 'delivered' | 'read',
	number: number
): Promise<void> {
	const userId = ctx.user._id;
	const known = await findInConversation(ctx, 'receipts', conversationId, userId);
	const { read = [], delivered = [] } = known ?? {};
	const readUpTo = read.at(-1)?.number ?? 0;
	if (number <= Math.max(readUpTo, what === 'delivered' ? (delivered.at(-1)?.number ?? 0) : 0)) {
		return;
	}
	// Nobody is shown the receipts of a conversation with many members.
	if ((await findSpread(ctx, conversationId)) !== null) return;
	const mark = { number, at: Date.now() };
	const changed =
		what === 'read'
			? { read: addMark(read, mark), delivered: delivered.filter((one) => one.number > number) }
			: { read, delivered: addMark(delivered, mark) };
	if (known) await ctx.db.patch('receipts', known._id, changed);
	else await ctx.db.insert('receipts', { conversationId, userId, ...changed });
}

async function receiptsOf(
	ctx: CallerCtx & { user: Doc<'users'> },
	{ conversationId, userId, receiptsFrom, _creationTime }: Doc<'memberships'>
): Promise<Infer<typeof memberReceipts> | null> {
	const member = await ctx.db.get('users', userId);
	if (member === null || member.hidesReceipts) return null;
	if (await isBlocking(ctx, userId, ctx.user._id)) return null;
	if (await isBlocking(ctx, ctx.user._id, userId)) return null;
	const receipts = await findInConversation(ctx, 'receipts', conversationId, userId);
	const none: ReceiptMark[] = [];
	const { read = none, delivered = none } = receipts ?? {};
	return { ...toPerson(member), since: receiptsFrom ?? _creationTime, read, delivered };
}

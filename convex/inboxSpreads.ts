/** How entries of inboxes are brought up to date in steps: those of many members, and of many conversations. */
import { v } from 'convex/values';
import { findConversation, findInConversation } from './access';
import { findSummary } from './conversationSummaries';
import { internal } from './_generated/api';
import type { Doc } from './_generated/dataModel';
import { internalMutation, type MutationCtx, type QueryCtx } from './_generated/server';
import {
	entriesOf,
	MAX_AT_ONCE,
	patchEntry,
	sharedPartOf,
	showChange,
	writeEntry,
	type SharedPart
} from './inboxEntries';
import { findMigration, takeUpMigration } from './migrations';
import { findSpread, SPREAD_MS_PER_MEMBER, UNREAD_MS_PER_MEMBER } from './startedSpreads';

const MIGRATION = 'inboxEntries';

/** The entries of one step. */
export const SPREAD_BATCH = 200;

/** The memberships of one step: each means up to seven documents, and the entries of a conversation's members. */
const WRITTEN = 100;

/** One step over the entries of a conversation's members, which schedules the next one. */
export const spread = internalMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }): Promise<null> => {
		const state = await findSpread(ctx, conversationId);
		if (state === null) return null;
		const conversation = await findConversation(ctx, conversationId);
		if (conversation === null) {
			await ctx.db.delete('inboxSpreads', state._id);
			return null;
		}
		const shared = await sharedPartOf(ctx, conversation);
		const now = JSON.stringify(shared);
		const { after } = state;
		const entries = await entriesOf(ctx, conversationId, after).take(SPREAD_BATCH);
		const begin = after ? state : { beganAt: Date.now(), of: now, members: 0, hasLeft: false };
		const news = entries.filter(
			(entry) => JSON.stringify(inOrder(entry)) !== JSON.stringify(inOrder(shared))
		);
		const due = news.filter((entry) => isDue(entry, begin.beganAt, state.size));
		for (const entry of due) await patchEntry(ctx, entry, shared);
		const pass = {
			...{ beganAt: begin.beganAt, of: begin.of, members: begin.members + entries.length },
			hasLeft: begin.hasLeft || due.length < news.length,
			after: entries.at(-1)?.userId
		};
		if (entries.length === SPREAD_BATCH) {
			await ctx.db.patch('inboxSpreads', state._id, pass);
			await ctx.scheduler.runAfter(0, internal.inboxSpreads.spread, { conversationId });
		} else if (pass.of !== now || pass.hasLeft) {
			// Something has changed since the pass has begun, so the first ones are behind; or some are not due.
			const { members: size } = pass;
			await ctx.db.patch('inboxSpreads', state._id, { ...pass, size, after: undefined });
			const dueAt = pass.beganAt + pass.members * SPREAD_MS_PER_MEMBER;
			const at = Math.max(Date.now(), dueAt);
			await ctx.scheduler.runAt(at, internal.inboxSpreads.spread, { conversationId });
		} else if (pass.members <= MAX_AT_ONCE) {
			await ctx.db.delete('inboxSpreads', state._id);
		} else {
			const done = { ...pass, size: pass.members, after: undefined, isPending: false };
			await ctx.db.patch('inboxSpreads', state._id, done);
		}
		return null;
	}
});

/**
 * Shows what somebody is called now in the lists of others: of those with whom they have a direct conversation,
 * and where the last message is theirs.
 */
export const showPerson = internalMutation({
	args: { userId: v.id('users'), cursor: v.union(v.null(), v.string()) },
	returns: v.null(),
	handler: async (ctx, { userId, cursor }): Promise<null> => {
		const { page, isDone, continueCursor } = await ctx.db
			.query('memberships')
			.withIndex('by_userId', (q) => q.eq('userId', userId))
			.paginate({ cursor, numItems: WRITTEN });
		for (const { conversationId, peerId } of page) {
			const peer = peerId && (await findInConversation(ctx, 'memberships', conversationId, peerId));
			if (peer) await writeEntry(ctx, peer);
			const summary = await findSummary(ctx, conversationId);
			if (summary?.last.userId === userId) await showChange(ctx, conversationId);
		}
		const next = { userId, cursor: continueCursor };
		if (!isDone) await ctx.scheduler.runAfter(0, internal.inboxSpreads.showPerson, next);
		return null;
	}
});

/** One step of the migration of memberships that are older than the entries. */
export const migrate = internalMutation({
	args: {},
	returns: v.null(),
	handler: async (ctx): Promise<null> => {
		const migration = await findMigration(ctx.db, MIGRATION);
		if (migration === null || migration.isDone) return null;
		const { page, isDone, continueCursor } = await ctx.db
			.query('memberships')
			.paginate({ cursor: migration.cursor, numItems: WRITTEN });
		for (const membership of page) await writeEntry(ctx, membership);
		const step = { cursor: continueCursor, isDone, at: Date.now() };
		await ctx.db.patch('migrations', migration._id, step);
		if (!isDone) await ctx.scheduler.runAfter(0, internal.inboxSpreads.migrate, {});
		return null;
	}
});

/** Makes sure that memberships which are older than the entries get theirs. */
export async function ensureInboxEntries(ctx: MutationCtx): Promise<void> {
	const { migrate } = internal.inboxSpreads;
	const hasMemberships = async () => (await ctx.db.query('memberships').first()) !== null;
	await takeUpMigration(ctx, MIGRATION, migrate, hasMemberships);
}

/** Whether each membership has an entry: until then a list is read from the memberships. */
export async function areEntriesWritten(ctx: QueryCtx): Promise<boolean> {
	return (await findMigration(ctx.db, MIGRATION))?.isDone ?? false;
}

/** Whether a member hears of news now: who has unread messages in the conversation hears of more now and then. */
function isDue({ count, read, ownCount, changedAt }: Doc<'inboxEntries'>, now: number, size = 0) {
	return read + ownCount >= count || now - changedAt >= size * UNREAD_MS_PER_MEMBER;
}

/** What all entries of a conversation have in common, in one order of its fields. */
function inOrder({ name, count, last, activeAt, allMentionedIn }: SharedPart) {
	const { author, authorId, text, sentAt, isRemoved } = last ?? {};
	return [name, count, author, authorId, text, sentAt, isRemoved, activeAt, allMentionedIn];
}

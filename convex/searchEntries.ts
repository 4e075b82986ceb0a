/**
 * Search entries: what `search.ts` reads of a message. Each message that has a text has one. Messages that
 * are older than this table get theirs by a migration in steps, which begins by itself.
 */
import { v } from 'convex/values';
import { findConversation } from './access';
import { internal } from './_generated/api';
import type { Doc, Id } from './_generated/dataModel';
import { internalMutation, type MutationCtx, type QueryCtx } from './_generated/server';
import { findMigration, takeUpMigration } from './migrations';
import { toStoredTerms } from './searchTerms';

const MIGRATION = 'searchEntries';

/** The messages of one step: at most 2 MiB are read, and 4 MiB written. */
const BATCH = 100;

type Searchable = Pick<Doc<'messages'>, '_id' | '_creationTime' | 'conversationId' | 'body'>;

/** Writes what a search reads of a message, as it is now. */
export async function writeSearchEntry(
	{ db }: MutationCtx,
	{ _id: messageId, _creationTime: sentAt, conversationId, body }: Searchable,
	isOpen: boolean
): Promise<void> {
	const entry = { messageId, conversationId, sentAt, isOpen, terms: toStoredTerms(body) };
	const known = await findSearchEntry(db, messageId);
	if (known === null) await db.insert('searchEntries', entry);
	else await db.patch('searchEntries', known._id, entry);
}

/** Deletes what a search reads of a message. */
export async function deleteSearchEntry(
	{ db }: MutationCtx,
	messageId: Id<'messages'>
): Promise<void> {
	const entry = await findSearchEntry(db, messageId);
	if (entry !== null) await db.delete('searchEntries', entry._id);
}

/**
 * Makes sure that messages which are older than the search entries get theirs: begins the migration, and
 * takes it up again where a step has failed.
 */
export async function ensureSearchEntries(ctx: MutationCtx): Promise<void> {
	const { migrate } = internal.searchEntries;
	const hasMessages = async () => (await ctx.db.query('messages').first()) !== null;
	await takeUpMigration(ctx, MIGRATION, migrate, hasMessages);
}

/** One step of the migration, which schedules the next one. A repeated step changes nothing. */
export const migrate = internalMutation({
	args: {},
	returns: v.null(),
	handler: async (ctx): Promise<null> => {
		const migration = await findMigration(ctx.db, MIGRATION);
		if (migration === null || migration.isDone) return null;
		const { page, isDone, continueCursor } = await ctx.db
			.query('messages')
			.paginate({ cursor: migration.cursor, numItems: BATCH });
		for (const message of page) {
			const isThere = (await findSearchEntry(ctx.db, message._id)) !== null;
			if (isThere || message.removedAt !== undefined) continue;
			const conversation = await findConversation(ctx, message.conversationId);
			if (conversation !== null) await writeSearchEntry(ctx, message, conversation.kind === 'open');
		}
		const step = { cursor: continueCursor, isDone, at: Date.now() };
		await ctx.db.patch('migrations', migration._id, step);
		if (!isDone) await ctx.scheduler.runAfter(0, internal.searchEntries.migrate, {});
		return null;
	}
});

async function findSearchEntry(
	db: QueryCtx['db'],
	messageId: Id<'messages'>
): Promise<Doc<'searchEntries'> | null> {
	return await db
		.query('searchEntries')
		.withIndex('by_messageId', (q) => q.eq('messageId', messageId))
		.unique();
}

/**
 * The table `allowances` had the rate limits of versions before the component `rateLimiter`. Nothing else
 * reads it. A migration empties it in steps, and the version after that can drop it from the schema.
 */
import { v } from 'convex/values';
import { internal } from './_generated/api';
import { internalMutation, type MutationCtx } from './_generated/server';
import { findMigration, takeUpMigration } from './migrations';

const MIGRATION = 'allowances';

/** The documents of one step. */
const BATCH = 400;

/** Makes sure that the table gets empty. Reads no document once it is. */
export async function ensureNoAllowances(ctx: MutationCtx): Promise<void> {
	if ((await ctx.db.query('allowances').first()) === null) return;
	await takeUpMigration(ctx, MIGRATION, internal.allowances.empty, () => Promise.resolve(true));
}

/** One step, which schedules the next one. A repeated step changes nothing. */
export const empty = internalMutation({
	args: {},
	returns: v.null(),
	handler: async ({ db, scheduler }): Promise<null> => {
		const migration = await findMigration(db, MIGRATION);
		if (migration === null) return null;
		const batch = await db.query('allowances').take(BATCH);
		for (const { _id } of batch) await db.delete('allowances', _id);
		if (batch.length < BATCH) {
			// Without its note it begins again, should an older version be pushed meanwhile.
			await db.delete('migrations', migration._id);
			return null;
		}
		await db.patch('migrations', migration._id, { at: Date.now() });
		await scheduler.runAfter(0, internal.allowances.empty, {});
		return null;
	}
});

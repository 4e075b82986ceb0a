/**
 * Which cascades are under way. Each is noted in the table `cascades` until nothing is left to delete, so that
 * one whose step has failed is taken up again.
 */
import { internal } from './_generated/api';
import type { Doc } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';

/** A cascade without a step for this long has failed: 5 minutes. */
const STUCK_MS = 5 * 60_000;

/** How many cascades that have failed are taken up at once. */
const MAX_TAKEN_UP = 10;

/** What was removed: its kind and its id. */
export type Cascade = Pick<Doc<'cascades'>, 'kind' | 'of'>;

/** Notes a cascade, and schedules its first step. */
export async function startCascade(ctx: MutationCtx, cascade: Cascade): Promise<void> {
	const at = Date.now();
	const cascadeId = await ctx.db.insert('cascades', { ...cascade, at, attempts: 0 });
	await ctx.scheduler.runAfter(0, internal.cascades.step, { cascadeId });
}

/** Takes up again what has failed. */
export async function takeUpCascades({ db, scheduler }: MutationCtx): Promise<void> {
	const now = Date.now();
	const stuck = await db
		.query('cascades')
		.withIndex('by_at', (q) => q.lt('at', now - STUCK_MS))
		.take(MAX_TAKEN_UP);
	for (const { _id: cascadeId, attempts } of stuck) {
		await db.patch('cascades', cascadeId, { at: now, attempts: attempts + 1 });
		await scheduler.runAfter(0, internal.cascades.step, { cascadeId });
	}
}

/** Migrations: each goes on in steps, and each step schedules the next one. How far it has come is noted. */
import type { FunctionReference } from 'convex/server';
import type { Doc } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';

/** A step that is not followed by another one for this long has failed: 5 minutes. */
const STUCK_MS = 5 * 60_000;

/** A function that does one step. */
type StepReference = FunctionReference<'mutation', 'internal', Record<string, never>>;

/** Begins a migration where it `isNeeded`, and takes it up again where a step has failed. */
export async function takeUpMigration(
	{ db, scheduler }: MutationCtx,
	name: string,
	step: StepReference,
	isNeeded: () => Promise<boolean>
): Promise<void> {
	const begun = await findMigration(db, name);
	const now = Date.now();
	if (begun !== null && (begun.isDone || now - begun.at < STUCK_MS)) return;
	const isDone = begun === null && !(await isNeeded());
	const migration = { name, cursor: begun?.cursor ?? null, isDone, at: now };
	if (begun === null) await db.insert('migrations', migration);
	else await db.patch('migrations', begun._id, migration);
	if (!isDone) await scheduler.runAfter(0, step, {});
}

/** What is noted about a migration, or `null` before it has begun. */
export async function findMigration(
	db: QueryCtx['db'],
	name: string
): Promise<Doc<'migrations'> | null> {
	return await db
		.query('migrations')
		.withIndex('by_name', (q) => q.eq('name', name))
		.unique();
}

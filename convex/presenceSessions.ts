/**
 * The sessions of presence: one for each window in a conversation, with the deadline that its heartbeats
 * move. Only mutations read them, so a heartbeat runs no query again.
 */
import { findInConversation } from './access';
import { internal } from './_generated/api';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { MAX_SESSIONS, PRESENCE_HEARTBEAT_MS } from './limits';

/** The shortest time between two sweeps of a conversation. */
const MIN_SWEEP_MS = 5_000;

/** The most sessions that one sweep ends. */
const SWEPT = 200;

/** A sweep that is this late has failed. */
const STUCK_MS = 60_000;

type Presence = Pick<Doc<'presenceSessions'>, 'conversationId' | 'userId'>;

/** The sessions of somebody in a conversation, the one that was heard of longest ago first. */
export async function findSessions(
	{ db }: MutationCtx,
	{ conversationId, userId }: Presence
): Promise<Doc<'presenceSessions'>[]> {
	const sessions = await db
		.query('presenceSessions')
		.withIndex('by_conversationId_userId', (q) =>
			q.eq('conversationId', conversationId).eq('userId', userId)
		)
		.take(MAX_SESSIONS);
	return sessions.sort((a, b) => a.expiresAt - b.expiresAt);
}

/** Ends a session. With the last one, the person is not here any more. */
export async function endSession(
	ctx: MutationCtx,
	session: Doc<'presenceSessions'>
): Promise<void> {
	await ctx.db.delete('presenceSessions', session._id);
	const now = Date.now();
	const others = await findSessions(ctx, session);
	if (others.some(({ expiresAt }) => expiresAt > now)) await noteTyping(ctx, session);
	else await deletePresence(ctx, session);
}

/** Ends all sessions of somebody in a conversation: they may not read it any more. */
export async function endPresence(ctx: MutationCtx, where: Presence): Promise<void> {
	for (const { _id } of await findSessions(ctx, where))
		await ctx.db.delete('presenceSessions', _id);
	await deletePresence(ctx, where);
}

/** Says to viewers until when somebody types: they do while they do in any session. */
export async function noteTyping(ctx: MutationCtx, where: Presence): Promise<void> {
	const { conversationId, userId } = where;
	const presence = await findInConversation(ctx, 'presences', conversationId, userId);
	const sessions = await findSessions(ctx, where);
	const latest = Math.max(0, ...sessions.map(({ typingUntil = 0 }) => typingUntil));
	const typingUntil = latest > Date.now() ? latest : undefined;
	if (presence === null || presence.typingUntil === typingUntil) return;
	await ctx.db.patch('presences', presence._id, { typingUntil });
}

/** Makes sure that a conversation with a session in it is swept. */
export async function ensureSweep(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>
): Promise<void> {
	const sweep = await findSweep(ctx, conversationId);
	if (sweep === null || sweep.at + STUCK_MS < Date.now()) {
		await scheduleSweep(ctx, conversationId, sweep);
	}
}

/** Ends the sessions whose deadline has passed, and schedules the sweep for the next deadline. */
export async function sweepSessions(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>
): Promise<void> {
	const sweep = await findSweep(ctx, conversationId);
	// The conversation was removed, with all that hangs on it.
	if (sweep === null) return;
	const now = Date.now();
	const over = await ctx.db
		.query('presenceSessions')
		.withIndex('by_conversationId_expiresAt', (q) =>
			q.eq('conversationId', conversationId).lte('expiresAt', now)
		)
		.take(SWEPT);
	for (const session of over) await endSession(ctx, session);
	await scheduleSweep(ctx, conversationId, sweep);
}

/**
 * Moves a sweep that is due soon to the first deadline that there is now. So none runs while everybody goes on:
 * a job is a call, and a write is none.
 */
export async function postponeSweep(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>
): Promise<void> {
	const sweep = await findSweep(ctx, conversationId);
	if (!sweep?.jobId || sweep.at - Date.now() > PRESENCE_HEARTBEAT_MS / 2) return;
	const next = await findFirst(ctx, conversationId);
	if (next === null || next.expiresAt <= sweep.at) return;
	await ctx.scheduler.cancel(sweep.jobId);
	await scheduleSweep(ctx, conversationId, sweep);
}

async function findFirst(
	{ db }: MutationCtx,
	conversationId: Id<'conversations'>
): Promise<Doc<'presenceSessions'> | null> {
	return await db
		.query('presenceSessions')
		.withIndex('by_conversationId_expiresAt', (q) => q.eq('conversationId', conversationId))
		.first();
}

/** Schedules a sweep for the first deadline there is. Deadlines move on, so that one is soon enough. */
async function scheduleSweep(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	sweep: Doc<'presenceSweeps'> | null
): Promise<void> {
	const { db, scheduler } = ctx;
	const next = await findFirst(ctx, conversationId);
	if (next === null) {
		if (sweep) await db.delete('presenceSweeps', sweep._id);
		return;
	}
	const at = Math.max(next.expiresAt, Date.now() + MIN_SWEEP_MS);
	const jobId = await scheduler.runAt(at, internal.presence.sweep, { conversationId });
	if (sweep) await db.patch('presenceSweeps', sweep._id, { at, jobId });
	else await db.insert('presenceSweeps', { conversationId, at, jobId });
}

async function findSweep(
	{ db }: MutationCtx,
	conversationId: Id<'conversations'>
): Promise<Doc<'presenceSweeps'> | null> {
	return await db
		.query('presenceSweeps')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.unique();
}

async function deletePresence(
	ctx: MutationCtx,
	{ conversationId, userId }: Presence
): Promise<void> {
	const presence = await findInConversation(ctx, 'presences', conversationId, userId);
	if (presence !== null) await ctx.db.delete('presences', presence._id);
}

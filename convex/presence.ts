/**
 * Presence: who is looking at a conversation, and who is typing. What viewers read (`presences`) changes
 * when somebody arrives, leaves or types. A heartbeat of somebody who is there moves a deadline that no
 * query reads (`presenceSessions`); where it passes, `sweep` ends the session.
 *
 * `@convex-dev/presence` has sessions with deadlines too. It is not used: react-native is a peer of it that
 * is not optional, and it does not know who is typing.
 */
import { v } from 'convex/values';
import { findInConversation, requireNotElsewhere, requireReadable } from './access';
import { internalMutation } from './_generated/server';
import { userMutation, userQuery } from './functions';
import {
	MAX_CLIENT_ID_CHARACTERS,
	MAX_PRESENT,
	MAX_SESSIONS,
	PRESENCE_MS,
	TYPING_HEARTBEAT_MS,
	TYPING_MS
} from './limits';
import { person, toPerson, usersOf } from './people';
import {
	endSession,
	ensureSweep,
	findSessions,
	noteTyping,
	postponeSweep,
	sweepSessions
} from './presenceSessions';
import { consumeRateLimit } from './rateLimits';
import { refuseIfLonger } from './textLimits';

/** A heartbeat that follows the last one more closely than this, without a change, writes nothing. */
const MIN_HEARTBEAT_MS = 10_000;

/**
 * Versions of the app before this one hide a person after this time from their arrival: 20 days. More would
 * be too long for a timer in a browser.
 */
const SHOWN_MS = 20 * 24 * 60 * 60_000;

/** The id of a session: one window of the app. Older versions of the app send none. */
const placeId = v.optional(v.string());

/**
 * A heartbeat: the caller is looking at a conversation. Clients send it every `PRESENCE_HEARTBEAT_MS`,
 * when the user begins or stops typing, and every `TYPING_HEARTBEAT_MS` while they type. `placeId` is
 * the session. Returns the server's time, so that a client knows how far its own clock is off.
 */
export const beat = userMutation({
	args: { conversationId: v.id('conversations'), isTyping: v.boolean(), placeId },
	returns: v.number(),
	handler: async (ctx, { conversationId, isTyping, placeId: key = '' }) => {
		await requireReadable(ctx, conversationId);
		refuseIfLonger('clientId', key, MAX_CLIENT_ID_CHARACTERS);
		const { db } = ctx;
		const now = Date.now();
		const where = { conversationId, userId: ctx.user._id };
		const times = {
			expiresAt: now + PRESENCE_MS,
			typingUntil: isTyping ? now + TYPING_MS : undefined
		};
		const sessions = await findSessions(ctx, where);
		const session = sessions.find((one) => one.key === key);
		if (session === undefined) {
			await consumeRateLimit(ctx, 'presence');
			// The one that was heard of longest ago goes.
			const [oldest] = sessions;
			if (oldest && sessions.length >= MAX_SESSIONS) await endSession(ctx, oldest);
			await db.insert('presenceSessions', { ...where, key, ...times });
			const presence = await findInConversation(ctx, 'presences', conversationId, where.userId);
			if (presence === null) await db.insert('presences', where);
			// Written by a version before this one, whose own job would delete it.
			else if (presence.places) await db.replace('presences', presence._id, where);
			await ensureSweep(ctx, conversationId);
			await noteTyping(ctx, where);
			return now;
		}
		const typingMs = (session.typingUntil ?? 0) - now;
		const isTypingNews = isTyping ? typingMs < TYPING_MS - TYPING_HEARTBEAT_MS : typingMs > 0;
		if (isTypingNews) {
			await consumeRateLimit(ctx, 'presence');
			await db.patch('presenceSessions', session._id, times);
			await noteTyping(ctx, where);
		} else if (times.expiresAt - session.expiresAt >= MIN_HEARTBEAT_MS) {
			await db.patch('presenceSessions', session._id, { expiresAt: times.expiresAt });
			await postponeSweep(ctx, conversationId);
		}
		return now;
	}
});

/**
 * Returns who is present, the last to arrive first, without the caller. The client hides typing after
 * `typingUntil`, by the server's time: time alone does not change the result. `expiresAt` is for versions
 * of the app before this one.
 */
export const here = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: v.array(
		v.object({ ...person.fields, expiresAt: v.number(), typingUntil: v.optional(v.number()) })
	),
	handler: async (ctx, { conversationId }) => {
		await requireReadable(ctx, conversationId);
		const userOf = usersOf(ctx);
		const presences = await ctx.db
			.query('presences')
			.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
			.order('desc')
			.take(MAX_PRESENT);
		const others = presences.filter(({ userId }) => userId !== ctx.user?._id);
		const people = await Promise.all(
			others.map(async ({ userId, _creationTime, typingUntil, expiresAt }) => {
				const user = await userOf(userId);
				if (user === null) return [];
				const shownUntil = expiresAt ?? _creationTime + SHOWN_MS;
				return [{ ...toPerson(user), expiresAt: shownUntil, typingUntil }];
			})
		);
		return people.flat();
	}
});

/** Ends one session of the caller in a conversation. */
export const leave = userMutation({
	args: { conversationId: v.id('conversations'), placeId },
	returns: v.null(),
	handler: async (ctx, { conversationId, placeId: key = '' }) => {
		if ((await requireNotElsewhere(ctx, conversationId)) === null) return null;
		const sessions = await findSessions(ctx, { conversationId, userId: ctx.user._id });
		const session = sessions.find((one) => one.key === key);
		if (session) await endSession(ctx, session);
		return null;
	}
});

/** Ends the sessions of a conversation whose deadline has passed, and schedules itself for the next one. */
export const sweep = internalMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }): Promise<null> => {
		await sweepSessions(ctx, conversationId);
		return null;
	}
});

/** The job of a presence that a version before this one has written: it ends at its own time. */
export const expire = internalMutation({
	args: { presenceId: v.id('presences') },
	returns: v.null(),
	handler: async ({ db }, { presenceId }): Promise<null> => {
		const presence = await db.get('presences', presenceId);
		if (presence?.places) await db.delete('presences', presenceId);
		return null;
	}
});

/**
 * Presence: who is looking at a conversation, and who is typing. The documents are read by nothing else and
 * expire, so that a person who has left without a call disappears soon.
 */
import { v } from 'convex/values';
import { findInConversation, requireReadable } from './access';
import { internal } from './_generated/api';
import type { Doc } from './_generated/dataModel';
import { internalMutation } from './_generated/server';
import { userMutation, userQuery } from './functions';
import {
	MAX_CLIENT_ID_CHARACTERS,
	MAX_SESSIONS,
	MAX_PRESENT,
	PRESENCE_MS,
	TYPING_MS
} from './limits';
import { refuseIfLonger } from './textLimits';
import { person, toPerson, usersOf } from './people';

/** A heartbeat that follows the last one more closely than this, without a change, writes nothing. */
const MIN_HEARTBEAT_MS = 2_000;

/** A session: one window of the app. Sessions are stored as `places`. */
type Session = NonNullable<Doc<'presences'>['places']>[number];

/** The id of a session. Older versions of the app send none. */
const placeId = v.optional(v.string());

/**
 * A heartbeat: the caller is looking at a conversation. Clients send it every `PRESENCE_HEARTBEAT_MS`,
 * when the user begins or stops typing, and every `TYPING_HEARTBEAT_MS` while they type. `placeId` is
 * the session. Returns the server's time, so that a client knows how far its own clock is off.
 */
export const beat = userMutation({
	args: { conversationId: v.id('conversations'), isTyping: v.boolean(), placeId },
	returns: v.number(),
	handler: async (ctx, { conversationId, isTyping, placeId: id = '' }) => {
		await requireReadable(ctx, conversationId);
		refuseIfLonger('clientId', id, MAX_CLIENT_ID_CHARACTERS);
		const now = Date.now();
		const userId = ctx.user._id;
		const expiresAt = now + PRESENCE_MS;
		const session = { id, expiresAt, typingUntil: isTyping ? now + TYPING_MS : undefined };
		const presence = await findInConversation(ctx, 'presences', conversationId, userId);
		if (presence === null) {
			const values = { conversationId, userId, ...combine([session]) };
			const presenceId = await ctx.db.insert('presences', values);
			await ctx.scheduler.runAt(expiresAt, internal.presence.expire, { presenceId });
			return now;
		}
		const before = presence.places?.find((one) => one.id === id);
		const wasTyping = (before?.typingUntil ?? 0) > now;
		const isNews =
			!before || wasTyping !== isTyping || expiresAt - before.expiresAt >= MIN_HEARTBEAT_MS;
		if (isNews) {
			const sessions = [session, ...others(presence, id, now)].slice(0, MAX_SESSIONS);
			await ctx.db.patch('presences', presence._id, combine(sessions));
		}
		return now;
	}
});

/**
 * Returns who is present, the latest heartbeat first, without the caller. Time alone does not change the
 * result: the client hides people after their `expiresAt`, and typing after `typingUntil`, by the
 * server's time.
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
			.withIndex('by_conversationId_expiresAt', (q) => q.eq('conversationId', conversationId))
			.order('desc')
			.take(MAX_PRESENT);
		const others = presences.filter(({ userId }) => userId !== ctx.user?._id);
		const people = await Promise.all(
			others.map(async ({ userId, expiresAt, typingUntil }) => {
				const user = await userOf(userId);
				return user ? [{ ...toPerson(user), expiresAt, typingUntil }] : [];
			})
		);
		return people.flat();
	}
});

/** Ends one session of the caller in a conversation. */
export const leave = userMutation({
	args: { conversationId: v.id('conversations'), placeId },
	returns: v.null(),
	handler: async (ctx, { conversationId, placeId: id = '' }) => {
		const presence = await findInConversation(ctx, 'presences', conversationId, ctx.user._id);
		if (presence === null) return null;
		const sessions = others(presence, id, Date.now());
		if (sessions.length === 0) await ctx.db.delete('presences', presence._id);
		else if (sessions.length !== presence.places?.length) {
			await ctx.db.patch('presences', presence._id, combine(sessions));
		}
		return null;
	}
});

/** Deletes an expired presence, or schedules itself for its expiry. */
export const expire = internalMutation({
	args: { presenceId: v.id('presences') },
	returns: v.null(),
	handler: async (ctx, { presenceId }): Promise<null> => {
		const presence = await ctx.db.get('presences', presenceId);
		if (presence === null) return null;
		if (presence.expiresAt <= Date.now()) await ctx.db.delete('presences', presenceId);
		else await ctx.scheduler.runAt(presence.expiresAt, internal.presence.expire, { presenceId });
		return null;
	}
});

/** The other sessions of a presence that have not expired, the latest heartbeat first. */
function others({ places = [] }: Doc<'presences'>, id: string, now: number): Session[] {
	return places.filter((one) => one.id !== id && one.expiresAt > now);
}

/** Combines sessions: a person is present while any session is, and types while they type in any. */
function combine(sessions: Session[]) {
	const typingUntil = Math.max(...sessions.map((one) => one.typingUntil ?? 0));
	return {
		places: sessions,
		expiresAt: Math.max(...sessions.map((one) => one.expiresAt)),
		typingUntil: typingUntil > 0 ? typingUntil : undefined
	};
}

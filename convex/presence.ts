/**
 * Who is looking at a conversation, and who is typing. It is in rows that nothing else reads, which
 * end by themselves: whoever has gone without a word is not there for long.
 */
import { v } from 'convex/values';
import { requireReadable } from './access';
import { internal } from './_generated/api';
import type { Doc, Id } from './_generated/dataModel';
import { internalMutation, type QueryCtx } from './_generated/server';
import { userMutation, userQuery } from './functions';
import {
	MAX_CLIENT_ID_CHARACTERS,
	MAX_SESSIONS,
	MAX_PRESENT,
	PRESENCE_MS,
	refuseIfLonger,
	TYPING_MS
} from './limits';
import { person, toPerson, usersOf } from './people';

/** Signs of life that come closer together than this, and say nothing new, write nothing. */
const MIN_HEARTBEAT_MS = 2_000;

type Place = NonNullable<Doc<'presences'>['places']>[number];

/** A window of the app; one of an older version does not say which it is. */
const placeId = v.optional(v.string());

/**
 * Says that the caller is looking at a conversation, every `PRESENCE_HEARTBEAT_MS` and when they begin or
 * stop typing, and while they type every `TYPING_HEARTBEAT_MS`; `placeId` is the window that they do it from.
 * Returns the server's time, by which a client can tell how far its own clock is off.
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
		const place = { id, expiresAt, typingUntil: isTyping ? now + TYPING_MS : undefined };
		const row = await findPresence(ctx, conversationId, userId);
		if (row === null) {
			const values = { conversationId, userId, ...seenFrom([place]) };
			const presenceId = await ctx.db.insert('presences', values);
			await ctx.scheduler.runAt(expiresAt, internal.presence.expire, { presenceId });
			return now;
		}
		const before = row.places?.find((one) => one.id === id);
		const wasTyping = (before?.typingUntil ?? 0) > now;
		const isNews =
			!before || wasTyping !== isTyping || expiresAt - before.expiresAt >= MIN_HEARTBEAT_MS;
		if (isNews) {
			const places = [place, ...others(row, id, now)].slice(0, MAX_SESSIONS);
			await ctx.db.patch('presences', row._id, seenFrom(places));
		}
		return now;
	}
});

/**
 * Who is here, the latest sign of life first, without the caller. Time alone changes no result: the
 * client hides who is past `expiresAt`, and what is past `typingUntil`, in the server's time.
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
		const rows = await Promise.all(
			others.map(async ({ userId, expiresAt, typingUntil }) => {
				const user = await userOf(userId);
				return user ? [{ ...toPerson(user), expiresAt, typingUntil }] : [];
			})
		);
		return rows.flat();
	}
});

/** Says that the caller looks at a conversation no more from one of their windows. */
export const leave = userMutation({
	args: { conversationId: v.id('conversations'), placeId },
	returns: v.null(),
	handler: async (ctx, { conversationId, placeId: id = '' }) => {
		const row = await findPresence(ctx, conversationId, ctx.user._id);
		if (row === null) return null;
		const places = others(row, id, Date.now());
		if (places.length === 0) await ctx.db.delete('presences', row._id);
		else if (places.length !== row.places?.length) {
			await ctx.db.patch('presences', row._id, seenFrom(places));
		}
		return null;
	}
});

/** Deletes a row that has ended, or looks again when it will have. */
export const expire = internalMutation({
	args: { presenceId: v.id('presences') },
	returns: v.null(),
	handler: async (ctx, { presenceId }): Promise<null> => {
		const row = await ctx.db.get('presences', presenceId);
		if (row === null) return null;
		if (row.expiresAt <= Date.now()) await ctx.db.delete('presences', presenceId);
		else await ctx.scheduler.runAt(row.expiresAt, internal.presence.expire, { presenceId });
		return null;
	}
});

/** Where else somebody is, the latest sign of life first. */
function others({ places = [] }: Doc<'presences'>, id: string, now: number): Place[] {
	return places.filter((one) => one.id !== id && one.expiresAt > now);
}

/** Somebody is here for as long as they are anywhere, and types while they type anywhere. */
function seenFrom(places: Place[]) {
	const typingUntil = Math.max(...places.map((one) => one.typingUntil ?? 0));
	return {
		places,
		expiresAt: Math.max(...places.map((one) => one.expiresAt)),
		typingUntil: typingUntil > 0 ? typingUntil : undefined
	};
}

async function findPresence(
	ctx: QueryCtx,
	conversationId: Id<'conversations'>,
	userId: Id<'users'>
): Promise<Doc<'presences'> | null> {
	return await ctx.db
		.query('presences')
		.withIndex('by_conversationId_userId', (q) =>
			q.eq('conversationId', conversationId).eq('userId', userId)
		)
		.unique();
}

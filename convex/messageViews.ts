/** Messages as somebody sees them. */
import { v, type Infer } from 'convex/values';
import type { CallerCtx } from './access';
import type { Doc, Id } from './_generated/dataModel';
import { toExcerpt } from './limits';
import { SOMEONE } from './names';
import { findPeer, usersOf } from './people';

/**
 * What a message is called: its author's subject, and the id they gave it. The author knows both
 * before the server knows the message.
 */
export const messageName = v.object({ authorId: v.string(), clientId: v.string() });

/**
 * `author` is the author's name as it is now. `authorId` is the subject of their identity and not the
 * id of their row, so that a client that only remembers who it is, offline, can tell its own messages.
 * `number` is its place in the conversation, from 1; what is not sent yet has none. `editId` is the id
 * of the last edit, so that the client that made it can tell it has arrived. A removed message has an
 * empty body. `quote` is what it replies to, as that is now, and `reactions` are in the order in which
 * each emoji first came; both are absent where there are none.
 */
export const messageView = v.object({
	id: v.id('messages'),
	clientId: v.string(),
	author: v.string(),
	authorId: v.string(),
	number: v.optional(v.number()),
	body: v.string(),
	sentAt: v.number(),
	editedAt: v.optional(v.number()),
	editId: v.optional(v.string()),
	removedAt: v.optional(v.number()),
	quote: v.optional(
		v.object({
			...messageName.fields,
			author: v.string(),
			text: v.string(),
			isRemoved: v.boolean()
		})
	),
	reactions: v.optional(
		v.array(v.object({ emoji: v.string(), count: v.number(), isMine: v.boolean() }))
	)
});

type Row = Infer<typeof messageView>;
type UserOf = ReturnType<typeof usersOf>;

/** What the caller sees of messages. */
export async function toMessageViews(ctx: CallerCtx, messages: Doc<'messages'>[]): Promise<Row[]> {
	const userOf = usersOf(ctx);
	return await Promise.all(
		messages.map(async (message) => {
			const { _id, _creationTime, number, body, editedAt, editId, removedAt } = message;
			return {
				id: _id,
				...(await authorOf(userOf, message)),
				clientId: message.clientId,
				number,
				body,
				sentAt: _creationTime,
				editedAt,
				editId,
				removedAt,
				quote: await quoteOf(ctx, userOf, message),
				reactions: await reactionsOf(ctx, message)
			};
		})
	);
}

/** The message of that name in a conversation, or `null`. */
export async function findMessage(
	ctx: CallerCtx & { user: Doc<'users'> },
	conversationId: Id<'conversations'>,
	{ authorId, clientId }: Infer<typeof messageName>
): Promise<Doc<'messages'> | null> {
	const author = await findPeer(ctx, ctx.user, authorId);
	const userId = author?._id ?? ctx.db.normalizeId('users', authorId);
	if (userId === null) return null;
	const message = await ctx.db
		.query('messages')
		.withIndex('by_userId_clientId', (q) => q.eq('userId', userId).eq('clientId', clientId))
		.unique();
	return message?.conversationId === conversationId ? message : null;
}

/** A message outlives its author's row; the row's id still groups what they wrote. */
async function authorOf(userOf: UserOf, { userId }: Doc<'messages'>) {
	const user = await userOf(userId);
	return { author: user?.name ?? SOMEONE, authorId: user?.subject ?? userId };
}

async function quoteOf(
	ctx: CallerCtx,
	userOf: UserOf,
	{ replyTo, removedAt }: Doc<'messages'>
): Promise<Row['quote']> {
	if (replyTo === undefined || removedAt !== undefined) return undefined;
	const original = await ctx.db.get('messages', replyTo);
	if (original === null) return undefined;
	return {
		...(await authorOf(userOf, original)),
		clientId: original.clientId,
		text: toExcerpt(original.body),
		isRemoved: original.removedAt !== undefined
	};
}

async function reactionsOf(
	ctx: CallerCtx,
	{ _id: messageId, reactions }: Doc<'messages'>
): Promise<Row['reactions']> {
	const { user } = ctx;
	if (reactions === undefined) return undefined;
	const own = user
		? await ctx.db
				.query('reactions')
				.withIndex('by_messageId_userId', (q) =>
					q.eq('messageId', messageId).eq('userId', user._id)
				)
				.collect()
		: [];
	const mine = new Set(own.map(({ emoji }) => emoji));
	return reactions.map(({ emoji, count }) => ({ emoji, count, isMine: mine.has(emoji) }));
}

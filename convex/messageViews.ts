/** Views of messages: messages as a caller sees them. */
import { v, type Infer } from 'convex/values';
import type { CallerCtx } from './access';
import type { Doc, Id } from './_generated/dataModel';
import { toExcerpt } from './limits';
import { linkPreview } from './linkPreview';
import { SOMEONE } from './names';
import { mention } from './mentions';
import { findPeer, usersOf } from './people';

/**
 * The name of a message: its author's subject, and its client id. The author knows both before the
 * server knows the message.
 */
export const messageName = v.object({ authorId: v.string(), clientId: v.string() });

/**
 * `author` is the author's current name, and `pictureUrl` their picture. `authorId` is the subject of their identity, not the id of
 * their document, so that an offline client that only knows its identity recognises its own messages.
 * `number` is the position in the conversation, from 1; a pending message has none. `editId` is the id
 * of the last edit, so that the client that made the edit knows when it has arrived. A removed message
 * has an empty body. `quote` is the original of a reply as it is now. `forwardedFrom` is the current name
 * of the person whose words were forwarded. `reactions` are in the order in which each emoji first arrived.
 * `mentions` are whom its text names with `@`. `preview` is of its first link. They are absent where there are none.
 */
export const messageView = v.object({
	id: v.id('messages'),
	clientId: v.string(),
	author: v.string(),
	authorId: v.string(),
	pictureUrl: v.optional(v.string()),
	number: v.optional(v.number()),
	body: v.string(),
	sentAt: v.number(),
	editedAt: v.optional(v.number()),
	editId: v.optional(v.string()),
	removedAt: v.optional(v.number()),
	mentions: v.optional(v.array(mention)),
	preview: v.optional(linkPreview),
	quote: v.optional(
		v.object({
			...messageName.fields,
			author: v.string(),
			text: v.string(),
			isRemoved: v.boolean()
		})
	),
	forwardedFrom: v.optional(v.string()),
	reactions: v.optional(
		v.array(v.object({ emoji: v.string(), count: v.number(), isMine: v.boolean() }))
	)
});

export type MessageView = Infer<typeof messageView>;
type UserOf = ReturnType<typeof usersOf>;

/** Makes the views of messages for the caller. */
export async function toMessageViews(
	ctx: CallerCtx,
	messages: Doc<'messages'>[]
): Promise<MessageView[]> {
	const userOf = usersOf(ctx);
	return await Promise.all(
		messages.map(async (message) => {
			const { _id, _creationTime, number, body, editedAt, editId, removedAt, mentions, preview } =
				message;
			return {
				id: _id,
				...(await authorOf(userOf, message)),
				pictureUrl: (await userOf(message.userId))?.pictureUrl,
				clientId: message.clientId,
				number,
				body,
				sentAt: _creationTime,
				editedAt,
				editId,
				removedAt,
				mentions,
				preview,
				quote: await quoteOf(ctx, userOf, message),
				forwardedFrom: await originOf(userOf, message),
				reactions: await reactionsOf(ctx, message)
			};
		})
	);
}

/** Finds a message of a conversation by its name; `null` when there is none. */
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

/** A message outlives its author's document. The document's id still groups the author's messages. */
export async function authorOf(userOf: UserOf, { userId }: Doc<'messages'>) {
	const user = await userOf(userId);
	return { author: user?.name ?? SOMEONE, authorId: user?.subject ?? userId };
}

async function originOf(userOf: UserOf, { forwardedFrom }: Doc<'messages'>) {
	return forwardedFrom && ((await userOf(forwardedFrom))?.name ?? SOMEONE);
}

async function quoteOf(
	ctx: CallerCtx,
	userOf: UserOf,
	{ replyTo, removedAt }: Doc<'messages'>
): Promise<MessageView['quote']> {
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
): Promise<MessageView['reactions']> {
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

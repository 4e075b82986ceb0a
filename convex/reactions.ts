import { v } from 'convex/values';
import { requireReadable } from './access';
import type { Doc } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { visibilityIn } from './direct';
import { userMutation, userQuery } from './functions';
import { MAX_EMOJI_CHARACTERS, MAX_LISTED_REACTIONS, MAX_REACTION_KINDS } from './limits';
import { refuseUnlessFits } from './textLimits';
import { findMessage, messageName } from './messageViews';
import { person, toPerson, usersOf } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';

const EMOJI = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})$/v;

/**
 * Sets whether the caller reacts to a message with an emoji. A repeated call changes nothing. Refuses with
 * `NotFound` when the message is not in the conversation or was removed; removing a reaction from such a
 * message succeeds.
 */
export const set = userMutation({
	args: {
		conversationId: v.id('conversations'),
		message: messageName,
		emoji: v.string(),
		isOn: v.boolean()
	},
	returns: v.null(),
	handler: async (ctx, { conversationId, message: name, emoji, isOn }) => {
		await requireReadable(ctx, conversationId);
		const limit = MAX_EMOJI_CHARACTERS;
		refuseUnlessFits('emoji', emoji, limit);
		if (!EMOJI.test(emoji))
			throw refuse({ kind: 'Invalid', field: 'emoji', reason: 'notEmoji', limit });
		const message = await findMessage(ctx, conversationId, name);
		if (message?.removedAt !== undefined || message === null) {
			if (!isOn) return null;
			throw refuse({ kind: 'NotFound', what: 'message' });
		}
		const userId = ctx.user._id;
		const own = await ctx.db
			.query('reactions')
			.withIndex('by_messageId_userId', (q) => q.eq('messageId', message._id).eq('userId', userId))
			.collect();
		const given = own.find((one) => one.emoji === emoji);
		if ((given !== undefined) === isOn) return null;
		await consumeRateLimit(ctx, 'react');
		if (given) await takeBack(ctx, given);
		else await give(ctx, message, { userId, emoji });
		return null;
	}
});

/**
 * Who has reacted to a message, and with what, the first first; nobody when the message is not in the conversation or
 * was removed. At most {@link MAX_LISTED_REACTIONS}.
 */
export const people = userQuery({
	args: { conversationId: v.id('conversations'), message: messageName },
	returns: v.array(v.object({ ...person.fields, emoji: v.string() })),
	handler: async (ctx, { conversationId, message: name }) => {
		const isVisible = await visibilityIn(ctx, await requireReadable(ctx, conversationId));
		const { user } = ctx;
		const message = user && (await findMessage({ ...ctx, user }, conversationId, name));
		if (!message || message.removedAt !== undefined || !isVisible(message)) return [];
		const given = await ctx.db
			.query('reactions')
			.withIndex('by_messageId_userId', (q) => q.eq('messageId', message._id))
			.take(MAX_LISTED_REACTIONS);
		given.sort((one, other) => one._creationTime - other._creationTime);
		const userOf = usersOf(ctx);
		const views = await Promise.all(
			given.map(async ({ userId, emoji }) => {
				const giver = await userOf(userId);
				return giver ? [{ ...toPerson(giver), emoji }] : [];
			})
		);
		return views.flat();
	}
});

async function give(
	ctx: MutationCtx,
	{ _id: messageId, conversationId, reactions = [] }: Doc<'messages'>,
	{ userId, emoji }: Pick<Doc<'reactions'>, 'userId' | 'emoji'>
): Promise<void> {
	const isKnown = reactions.some((one) => one.emoji === emoji);
	if (!isKnown && reactions.length >= MAX_REACTION_KINDS) {
		const limit = MAX_REACTION_KINDS;
		throw refuse({ kind: 'Invalid', field: 'emoji', reason: 'tooMany', limit });
	}
	await ctx.db.insert('reactions', { conversationId, messageId, userId, emoji });
	const counted = isKnown
		? reactions.map((one) => (one.emoji === emoji ? { emoji, count: one.count + 1 } : one))
		: [...reactions, { emoji, count: 1 }];
	await ctx.db.patch('messages', messageId, { reactions: counted });
}

/** Deletes a reaction, and decrements its message's count. */
export async function takeBack(
	ctx: MutationCtx,
	{ _id, messageId, emoji }: Doc<'reactions'>
): Promise<void> {
	await ctx.db.delete('reactions', _id);
	const message = await ctx.db.get('messages', messageId);
	if (message?.reactions === undefined) return;
	const counted = message.reactions
		.map((one) => (one.emoji === emoji ? { emoji, count: one.count - 1 } : one))
		.filter(({ count }) => count > 0);
	const reactions = counted.length > 0 ? counted : undefined;
	await ctx.db.patch('messages', messageId, { reactions });
}

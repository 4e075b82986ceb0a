/** Ranges of a conversation's messages, and how many messages one call reads. */
import { v, type Infer } from 'convex/values';
import type { CallerCtx } from './access';
import type { Doc } from './_generated/dataModel';
import { visibilityIn } from './direct';
import { MAX_HISTORY_PAGE } from './limits';
import { requireNumber, requireWhole } from './numberLimits';

/** Times with both ends. If there are more than `limit` messages, `keep` says which end is returned. */
export const messageRange = v.object({
	from: v.optional(v.number()),
	to: v.optional(v.number()),
	keep: v.union(v.literal('oldest'), v.literal('newest')),
	limit: v.number()
});

/** The most messages that are read for a page, where some of them are not the caller's to see. */
const MAX_MESSAGES_READ = 400;

/** A call about several conversations asks for no more once it has so many messages, or so long texts. */
const ENOUGH_MESSAGES = 300;
const ENOUGH_CHARACTERS = 500_000;

/** The most conversations that one call reads, also when they are empty. */
const MAX_LISTS = 30;

/** The messages of a range that the caller sees, oldest first, and never more than a page. */
export async function messagesIn(
	ctx: CallerCtx,
	conversation: Doc<'conversations'>,
	{ from, to, keep, limit }: Infer<typeof messageRange>
): Promise<Doc<'messages'>[]> {
	requireWhole(limit, 1);
	for (const time of [from, to]) if (time !== undefined) requireNumber(time);
	const inRange = ctx.db
		.query('messages')
		.withIndex('by_conversationId', (q) =>
			q
				.eq('conversationId', conversation._id)
				.gte('_creationTime', from ?? -Infinity)
				.lte('_creationTime', to ?? Infinity)
		)
		.order(keep === 'oldest' ? 'asc' : 'desc');
	const isVisible = await visibilityIn(ctx, conversation);
	const messages = await takeVisible(inRange, isVisible, Math.min(limit, MAX_HISTORY_PAGE));
	return keep === 'oldest' ? messages : messages.reverse();
}

/** The first messages that the caller sees. */
export async function takeVisible(
	messages: AsyncIterable<Doc<'messages'>>,
	isVisible: (message: Doc<'messages'>) => boolean,
	most: number
): Promise<Doc<'messages'>[]> {
	const taken: Doc<'messages'>[] = [];
	let read = 0;
	for await (const message of messages) {
		if (isVisible(message)) taken.push(message);
		read += 1;
		// What was deleted, or does not arrive, is not read without end.
		if (taken.length === most || read === MAX_MESSAGES_READ) break;
	}
	return taken;
}

/** Counts what a call answers. Returns whether it is enough with the messages of another conversation. */
export function countAnswers(): (messages: readonly Doc<'messages'>[]) => boolean {
	let [lists, count, characters] = [0, 0, 0];
	return (messages) => {
		lists += 1;
		count += messages.length;
		for (const { body } of messages) characters += body.length;
		return lists >= MAX_LISTS || count >= ENOUGH_MESSAGES || characters >= ENOUGH_CHARACTERS;
	};
}

/** Pinned messages, which everybody who has a conversation open sees above it. */
import { v, type Infer } from 'convex/values';
import { findInConversation, requireReadable, type CallerCtx } from './access';
import type { Doc, Id } from './_generated/dataModel';
import { visibilityIn } from './direct';
import { userMutation, userQuery } from './functions';
import { MAX_PINNING_MEMBERS, MAX_PINS, toExcerpt } from './limits';
import { authorOf, findMessage, messageName } from './messageViews';
import { usersOf } from './people';
import { findPin, pinsOf } from './pinnedMessages';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';

/** A pinned message: its name, its author's current name, and the beginning of its text. */
const pinView = v.object({ ...messageName.fields, author: v.string(), text: v.string() });

/** The pinned messages of a conversation, the last pinned first, and whether the caller may pin others. */
export const pinsView = v.object({ mayPin: v.boolean(), pins: v.array(pinView) });

/** `besideMessages:of` says the same: this is for versions of the app before this one. */
export const list = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: pinsView,
	handler: async (ctx, { conversationId }) =>
		await pinsIn(ctx, await requireReadable(ctx, conversationId))
});

/**
 * Sets whether a message is pinned. A repeated call changes nothing. Refuses with `Forbidden` who may not pin,
 * with `NotFound` when the message is not in the conversation or was removed, and with `Invalid` when
 * {@link MAX_PINS} others are pinned; to unpin a missing message succeeds.
 */
export const set = userMutation({
	args: { conversationId: v.id('conversations'), message: messageName, isOn: v.boolean() },
	returns: v.null(),
	handler: async (ctx, { conversationId, message: name, isOn }) => {
		const isVisible = await visibilityIn(ctx, await requireReadable(ctx, conversationId));
		if (!(await mayPin(ctx, conversationId))) throw refuse({ kind: 'Forbidden' });
		const message = await findMessage(ctx, conversationId, name);
		if (message === null || message.removedAt !== undefined || !isVisible(message)) {
			if (!isOn) return null;
			throw refuse({ kind: 'NotFound', what: 'message' });
		}
		const pin = await findPin(ctx, message._id);
		if ((pin !== null) === isOn) return null;
		await consumeRateLimit(ctx, 'pin');
		if (pin !== null) {
			await ctx.db.delete('pins', pin._id);
			return null;
		}
		if ((await pinsOf(ctx, conversationId)).length >= MAX_PINS) {
			throw refuse({ kind: 'Invalid', field: 'message', reason: 'tooMany', limit: MAX_PINS });
		}
		await ctx.db.insert('pins', { conversationId, messageId: message._id });
		return null;
	}
});

/** What a conversation that the caller may read has of pins. */
export async function pinsIn(
	ctx: CallerCtx,
	conversation: Doc<'conversations'>
): Promise<Infer<typeof pinsView>> {
	const { _id: conversationId } = conversation;
	const isVisible = await visibilityIn(ctx, conversation);
	const userOf = usersOf(ctx);
	const pins = await Promise.all(
		(await pinsOf(ctx, conversationId)).map(async ({ messageId }) => {
			const message = await ctx.db.get('messages', messageId);
			if (message === null || message.removedAt !== undefined || !isVisible(message)) return [];
			const { clientId, body } = message;
			return [{ ...(await authorOf(userOf, message)), clientId, text: toExcerpt(body) }];
		})
	);
	return { mayPin: await mayPin(ctx, conversationId), pins: pins.flat() };
}

/** Any member pins where few are, and the owner anywhere. */
async function mayPin(ctx: CallerCtx, conversationId: Id<'conversations'>): Promise<boolean> {
	const { user } = ctx;
	const own = user && (await findInConversation(ctx, 'memberships', conversationId, user._id));
	if (own === null) return false;
	if (own.role === 'owner') return true;
	const members = await ctx.db
		.query('memberships')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.take(MAX_PINNING_MEMBERS + 1);
	return members.length <= MAX_PINNING_MEMBERS;
}

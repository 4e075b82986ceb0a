/** Messages that are sent on to another conversation. */
import { v, type Infer } from 'convex/values';
import { findReadable } from './access';
import type { Id } from './_generated/dataModel';
import { visibilityIn } from './direct';
import type { UserMutationCtx } from './functions';
import { findMessage, messageName } from './messageViews';

/** The message that is sent on: where it is, and its name. */
export const forwardOf = v.object({
	conversationId: v.id('conversations'),
	...messageName.fields
});

/**
 * Whose words a message has that the caller sends on. Nobody else's words are called theirs: the caller must
 * see the message, and its text must be the one that is sent. Otherwise, and for the caller's own words, there
 * is nobody to name.
 */
export async function findOrigin(
	ctx: UserMutationCtx,
	{ conversationId, ...name }: Infer<typeof forwardOf>,
	body: string
): Promise<Id<'users'> | undefined> {
	const conversation = await findReadable(ctx, conversationId);
	const original = conversation && (await findMessage(ctx, conversationId, name));
	if (!conversation || original?.body !== body) return undefined;
	const isVisible = await visibilityIn(ctx, conversation);
	if (!isVisible(original)) return undefined;
	const origin = original.forwardedFrom ?? original.userId;
	return origin === ctx.user._id ? undefined : origin;
}

/** What a member does with a conversation in their own list. Nobody else notices, and no other list is read again. */
import { v } from 'convex/values';
import { findInConversation, requireNotElsewhere } from './access';
import { isArchived } from './arrangements';
import { findSummary } from './conversationSummaries';
import { userMutation } from './functions';
import { writeEntryOf } from './inboxEntries';
import { requireWhole } from './numberLimits';
import { refuse } from './refusals';

/**
 * Arranges the caller's conversation: sets what is wanted, and leaves the rest as it is. `upTo` is the number of
 * the last message that the caller knew when they archived it: a later one brings it back, unless it is muted.
 */
export const arrange = userMutation({
	args: {
		conversationId: v.id('conversations'),
		wanted: v.object({
			isPinned: v.optional(v.boolean()),
			isMarkedUnread: v.optional(v.boolean()),
			isArchived: v.optional(v.boolean())
		}),
		upTo: v.optional(v.number())
	},
	returns: v.null(),
	handler: async (ctx, { conversationId, wanted, upTo = Infinity }) => {
		if (upTo !== Infinity) requireWhole(upTo, 0);
		if ((await requireNotElsewhere(ctx, conversationId)) === null) return null;
		const membership = await findInConversation(ctx, 'memberships', conversationId, ctx.user._id);
		if (membership === null) throw refuse({ kind: 'Forbidden' });
		const count = (await findSummary(ctx, conversationId))?.count ?? 0;
		const isThere = isArchived(membership, count);
		const {
			isPinned,
			isMarkedUnread,
			isArchived: isWanted = isThere
		} = { ...membership, ...wanted };
		const since = isThere ? membership.archivedUpTo : Math.min(upTo, count);
		await ctx.db.patch('memberships', membership._id, {
			isPinned: isPinned || undefined,
			isMarkedUnread: isMarkedUnread || undefined,
			archivedUpTo: isWanted ? since : undefined
		});
		await writeEntryOf(ctx, membership._id);
		return null;
	}
});

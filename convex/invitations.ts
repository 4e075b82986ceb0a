import { v } from 'convex/values';
import { findConversation, findInConversation, requireReadable } from './access';
import { userMutation } from './functions';
import { addMember, deleteInvitation } from './memberships';
import { findPeer } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';

/**
 * Invites a person to a conversation. Everybody may invite to an open one, members to one by invitation.
 * For a member, or a person who is invited already, nothing changes. Refuses with `NotFound` for an
 * unknown person.
 */
export const send = userMutation({
	args: { conversationId: v.id('conversations'), subject: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, subject }) => {
		const { kind } = await requireReadable(ctx, conversationId);
		if (kind === 'direct') throw refuse({ kind: 'Forbidden' });
		const invited = await findPeer(ctx, ctx.user, subject);
		if (invited === null) throw refuse({ kind: 'NotFound', what: 'person' });
		const userId = invited._id;
		if ((await findInConversation(ctx, 'memberships', conversationId, userId)) !== null)
			return null;
		if ((await findInConversation(ctx, 'invitations', conversationId, userId)) !== null)
			return null;
		await consumeRateLimit(ctx, 'invite');
		await ctx.db.insert('invitations', { conversationId, userId, inviterId: ctx.user._id });
		return null;
	}
});

/**
 * Accepts an invitation: the caller becomes a member. Refuses with `NotFound` when the invitation or the
 * conversation does not exist any more.
 */
export const accept = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		if ((await findConversation(ctx, conversationId)) === null) {
			throw refuse({ kind: 'NotFound', what: 'conversation' });
		}
		if ((await findInConversation(ctx, 'memberships', conversationId, ctx.user._id)) !== null)
			return null;
		if ((await findInConversation(ctx, 'invitations', conversationId, ctx.user._id)) === null) {
			throw refuse({ kind: 'NotFound', what: 'invitation' });
		}
		await addMember(ctx, conversationId, ctx.user._id);
		return null;
	}
});

/** Declines an invitation of the caller, if there is one. */
export const decline = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		await deleteInvitation(ctx, conversationId, ctx.user._id);
		return null;
	}
});

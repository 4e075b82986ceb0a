import { v } from 'convex/values';
import { findConversation, requireOwned, requireReadable } from './access';
import type { MutationCtx } from './_generated/server';
import {
	conversationView,
	listConversations,
	listedConversation,
	toConversationView
} from './conversationViews';
import { userMutation, userQuery } from './functions';
import { MAX_CLIENT_ID_CHARACTERS, refuseUnlessFits } from './limits';
import { addMember } from './memberships';
import { requireName } from './names';
import { findPeer } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';
import { removeConversation } from './removal';

/**
 * The conversations of the caller: those they are in, the last active first; the open ones they are
 * not in; those they are invited to.
 */
export const list = userQuery({
	args: {},
	returns: v.array(listedConversation),
	handler: async (ctx) => await listConversations(ctx)
});

/** One conversation; refuses with `NotFound` when it is gone, and with `Forbidden`. */
export const get = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: conversationView,
	handler: async (ctx, { conversationId }) => {
		return await toConversationView(ctx, await requireReadable(ctx, conversationId));
	}
});

/**
 * Makes a conversation that is the caller's, open to everyone unless it is said to be by invitation,
 * and returns its id. A client id that the caller has used before returns the id of that first one,
 * also when it is gone since.
 */
export const create = userMutation({
	args: {
		name: v.string(),
		clientId: v.optional(v.string()),
		kind: v.optional(v.union(v.literal('open'), v.literal('invited')))
	},
	returns: v.id('conversations'),
	handler: async (ctx, { name: wanted, clientId, kind = 'open' }) => {
		const creatorId = ctx.user._id;
		if (clientId !== undefined) {
			refuseUnlessFits('clientId', clientId, MAX_CLIENT_ID_CHARACTERS);
			const madeBefore = await ctx.db
				.query('conversations')
				.withIndex('by_creatorId_clientId', (q) =>
					q.eq('creatorId', creatorId).eq('clientId', clientId)
				)
				.unique();
			if (madeBefore !== null) return madeBefore._id;
		}
		const name = requireName(wanted);
		await consumeRateLimit(ctx, 'create');
		const id = await ctx.db.insert('conversations', {
			name,
			kind,
			creatorId,
			clientId
		});
		await addMember(ctx, id, creatorId, { role: 'owner' });
		return id;
	}
});

/**
 * The id of the conversation between the caller and another person, which is made when there is none.
 * There is one between two, whoever begins. Refuses with `NotFound` when there is no such person, and
 * with `Forbidden` for oneself.
 */
export const direct = userMutation({
	args: { subject: v.string() },
	returns: v.id('conversations'),
	handler: async (ctx, { subject }) => {
		const { user } = ctx;
		const peer = await findPeer(ctx, user, subject);
		if (peer === null) throw refuse({ kind: 'NotFound', what: 'person' });
		if (peer._id === user._id) throw refuse({ kind: 'Forbidden' });
		const pair = [user._id, peer._id].sort().join(' ');
		const found = await ctx.db
			.query('conversations')
			.withIndex('by_pair', (q) => q.eq('pair', pair))
			.unique();
		if (found !== null) return found._id;
		await consumeRateLimit(ctx, 'create');
		const id = await ctx.db.insert('conversations', {
			name: '',
			kind: 'direct',
			creatorId: user._id,
			pair
		});
		await addMember(ctx, id, user._id, { role: 'member', peerId: peer._id });
		await addMember(ctx, id, peer._id, { role: 'member', peerId: user._id });
		return id;
	}
});

/** Gives the caller's conversation another name. */
export const rename = userMutation({
	args: { conversationId: v.id('conversations'), name: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, name: wanted }) => {
		const conversation = await requireOwned(ctx, conversationId);
		const name = requireName(wanted);
		if (name === conversation.name) return null;
		await consumeRateLimit(ctx, 'write');
		await ctx.db.patch('conversations', conversationId, { name });
		return null;
	}
});

/** Removes the caller's conversation with all that is in it. One that is gone stays so. */
export const remove = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		if ((await findConversation(ctx, conversationId)) === null) return null;
		await removeConversation(ctx, await requireOwned(ctx, conversationId));
		return null;
	}
});

/**
 * Makes "General" when there is no conversation yet. Two at once make one: mutations are
 * serialisable, so the second sees the first one's row, or runs again and sees it then.
 */
export async function ensureGeneral(ctx: MutationCtx): Promise<void> {
	const first = await ctx.db.query('conversations').first();
	if (first === null) await ctx.db.insert('conversations', { name: 'General', kind: 'open' });
}

import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import { requireNotElsewhere, requireOwned, requireReadable } from './access';
import {
	conversationView,
	findOpen,
	listConversations,
	listedConversation,
	toConversationView
} from './conversationViews';
import { isBlocking } from './blocks';
import { showTo } from './direct';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import { MAX_CLIENT_ID_CHARACTERS, MAX_DIRECTORY_PAGE, MAX_SEARCH_CHARACTERS } from './limits';
import { pageOf } from './numberLimits';
import { refuseIfLonger, refuseUnlessFits } from './textLimits';
import { addMember } from './memberships';
import { requireName } from './names';
import { findPeerHere } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';
import { removeConversation } from './removal';

/**
 * The caller's conversations: joined ones, the last active first; open ones that they have not joined;
 * invitations.
 */
export const list = userQuery({
	args: {},
	returns: v.array(listedConversation),
	handler: async (ctx) => await listConversations(ctx)
});

/**
 * The directory of open conversations: the newest first, or, with a text, those whose names have any of its
 * words. The last word may be the beginning of one.
 */
export const directory = userQuery({
	args: { text: v.string(), paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(conversationView),
	handler: async (ctx, { text, paginationOpts }) => {
		refuseIfLonger('text', text, MAX_SEARCH_CHARACTERS);
		return await findOpen(ctx, text, pageOf(paginationOpts, MAX_DIRECTORY_PAGE));
	}
});

/** One conversation. Refuses with `NotFound` when it was removed, and otherwise with `Forbidden`. */
export const get = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: conversationView,
	handler: async (ctx, { conversationId }) => {
		return await toConversationView(ctx, await requireReadable(ctx, conversationId));
	}
});

/**
 * Creates a conversation that the caller owns, and returns its id. It is open to everyone unless `kind`
 * says otherwise. A client id that the caller has used before returns the id of the first conversation,
 * also when it was removed.
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
			organizationId: ctx.organizationId,
			creatorId,
			clientId
		});
		await addMember(ctx, id, creatorId, { role: 'owner' });
		return id;
	}
});

/**
 * Returns the id of the direct conversation between the caller and another person, and creates it if
 * there is none. Two people have one, whoever creates it. Refuses with `NotFound` for an unknown person,
 * and with `Forbidden` for the caller themselves.
 */
export const direct = userMutation({
	args: { subject: v.string() },
	returns: v.id('conversations'),
	handler: async (ctx, { subject }) => {
		const { user, organizationId } = ctx;
		const peer = await findPeerHere(ctx, subject);
		if (peer === null) throw refuse({ kind: 'NotFound', what: 'person' });
		if (peer._id === user._id) throw refuse({ kind: 'Forbidden' });
		const ids = [user._id, peer._id].sort();
		const pair = (organizationId === undefined ? ids : [organizationId, ...ids]).join(' ');
		const found = await ctx.db
			.query('conversations')
			.withIndex('by_pair', (q) => q.eq('pair', pair))
			.unique();
		if (found !== null) {
			await showTo(ctx, found._id, user._id);
			return found._id;
		}
		await consumeRateLimit(ctx, 'create');
		const id = await ctx.db.insert('conversations', {
			name: '',
			kind: 'direct',
			organizationId,
			creatorId: user._id,
			pair
		});
		await addMember(ctx, id, user._id, { role: 'member', peerId: peer._id });
		const isHidden = (await isBlocking(ctx, peer._id, user._id)) || undefined;
		await addMember(ctx, id, peer._id, { role: 'member', peerId: user._id, isHidden });
		return id;
	}
});

/** Renames the caller's conversation. */
export const rename = userMutation({
	args: { conversationId: v.id('conversations'), name: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, name: wanted }) => {
		const conversation = await requireOwned(ctx, conversationId);
		const name = requireName(wanted);
		if (name === conversation.name) return null;
		await consumeRateLimit(ctx, 'rename');
		await ctx.db.patch('conversations', conversationId, { name });
		return null;
	}
});

/** Removes the caller's conversation with everything in it. Removing it again changes nothing. */
export const remove = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		if ((await requireNotElsewhere(ctx, conversationId)) === null) return null;
		await removeConversation(ctx, await requireOwned(ctx, conversationId));
		return null;
	}
});

/**
 * Creates "General" where there is no conversation yet. Two calls at the same time create one: mutations are
 * serialisable, so the second call sees the first one's document, or runs again and sees it then.
 */
export async function ensureGeneral({ db, organizationId }: UserMutationCtx): Promise<void> {
	const first = await db
		.query('conversations')
		.withIndex('by_organizationId_kind_removedAt', (q) => q.eq('organizationId', organizationId))
		.first();
	if (first !== null) return;
	await db.insert('conversations', { name: 'General', kind: 'open', organizationId });
}

import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import { findInConversation, requireNotElsewhere, requireOwned, requireReadable } from './access';
import {
	conversationView,
	findOpen,
	listedConversation,
	listOthers,
	toConversationView
} from './conversationViews';
import type { Doc, Id } from './_generated/dataModel';
import { findDirect, pairOf, showTo } from './direct';
import { listConversations } from './earlierList';
import { readVariable } from './environment';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import { showChange } from './inboxEntries';
import { areEntriesWritten } from './inboxSpreads';
import { changedEntries, inboxEntryView, pageOfInbox } from './inboxViews';
import {
	MAX_CLIENT_ID_CHARACTERS,
	MAX_DIRECTORY_PAGE,
	MAX_INBOX_PAGE,
	MAX_OTHERS_OPEN,
	MAX_SEARCH_CHARACTERS
} from './limits';
import { pageOf, requireNumber } from './numberLimits';
import { refuseIfLonger, refuseUnlessFits } from './textLimits';
import { addMember } from './memberships';
import { requireName } from './names';
import { findPeerHere } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';
import { removeConversation } from './removal';

/**
 * The caller's inbox in pages: the conversations that they have joined, the last active first. A device reads
 * each page once, and then follows `changed`.
 */
export const page = userQuery({
	args: { paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(inboxEntryView),
	handler: async (ctx, { paginationOpts }) =>
		await pageOfInbox(ctx, pageOf(paginationOpts, MAX_INBOX_PAGE))
});

/**
 * The entries of the caller's inbox that have changed last, the newest first; with `since`, all that have
 * changed after that time, if they are not too many. `isReady` is false while entries are being written for
 * memberships of earlier versions: until then `list` has all.
 */
export const changed = userQuery({
	args: { since: v.optional(v.number()) },
	returns: v.object({ isReady: v.boolean(), entries: v.array(inboxEntryView) }),
	handler: async (ctx, { since }) => {
		if (since !== undefined) requireNumber(since);
		return { isReady: await areEntriesWritten(ctx), entries: await changedEntries(ctx, since) };
	}
});

/** Open conversations that the caller has not joined, the oldest and the newest, and invitations. */
export const others = userQuery({
	args: {},
	returns: v.array(listedConversation),
	handler: async (ctx) => {
		const { user } = ctx;
		const isJoined = async (id: Id<'conversations'>) =>
			user !== null && (await findInConversation(ctx, 'memberships', id, user._id)) !== null;
		return await listOthers(ctx, isJoined, MAX_OTHERS_OPEN);
	}
});

/**
 * The caller's conversations in one list, for versions of the app before this one: joined ones, the last active
 * first; open ones that they have not joined; invitations.
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
		const peer = await findPeerHere(ctx, subject);
		if (peer === null) throw refuse({ kind: 'NotFound', what: 'person' });
		return await openDirect(ctx, peer);
	}
});

/**
 * Returns the direct conversation between the caller and somebody else, and creates it if there is none. It is
 * in the caller's list; the other person has it in theirs when somebody has written in it.
 */
export async function openDirect(
	ctx: UserMutationCtx,
	peer: Doc<'users'>
): Promise<Id<'conversations'>> {
	const { user, organizationId } = ctx;
	if (peer._id === user._id) throw refuse({ kind: 'Forbidden' });
	const found = await findDirect(ctx, user._id, peer._id);
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
		pair: pairOf(organizationId, user._id, peer._id)
	});
	await addMember(ctx, id, user._id, { role: 'member', peerId: peer._id });
	await addMember(ctx, id, peer._id, { role: 'member', peerId: user._id, isHidden: true });
	return id;
}

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
		await showChange(ctx, conversationId, ctx.user._id);
		return null;
	}
});

/** Removes the caller's conversation with everything in it. Removing it again changes nothing. */
export const remove = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		if ((await requireNotElsewhere(ctx, conversationId)) === null) return null;
		await removeConversation(ctx, await requireOwned(ctx, conversationId), ctx.user._id);
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

/**
 * Makes the caller a member of the personal space's "General" when the deployment says so, while they are in no
 * conversation. Everybody else begins with people.
 */
export async function joinGeneral({
	organizationId,
	user,
	...ctx
}: UserMutationCtx): Promise<void> {
	const members = readVariable('GENERAL_MEMBERS') ?? [];
	if (organizationId !== undefined || !members.includes(user.subject)) return;
	const joined = await ctx.db
		.query('memberships')
		.withIndex('by_userId', (q) => q.eq('userId', user._id))
		.first();
	const general = await ctx.db
		.query('conversations')
		.withIndex('by_organizationId_kind_removedAt', (q) =>
			q.eq('organizationId', undefined).eq('kind', 'open').eq('removedAt', undefined)
		)
		.first();
	if (joined === null && general !== null) await addMember(ctx, general._id, user._id);
}

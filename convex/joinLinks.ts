/**
 * Links to hand out. Who follows one becomes a member of its conversation; a link without a conversation leads
 * to a direct conversation with the person who has made it. A link ends after a week, when it is revoked, when
 * its maker may not invite any more, and when its maker removes a member, who may have it.
 */
import { v } from 'convex/values';
import { findConversation, findInConversation, requireReadable, type CallerCtx } from './access';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { openDirect } from './conversations';
import { userMutation, userQuery } from './functions';
import { JOIN_LINK_MS } from './limits';
import { addMember } from './memberships';
import { findInOrganization } from './organizations';
import { person, toPerson } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';

/** 128 random bits, as base64url: nobody guesses one. The client makes it, so that a repeated call is known. */
const TOKEN = /^[\w-]{22}$/;

const link = v.object({ token: v.string(), expiresAt: v.number() });

/**
 * Makes a link, and returns it. Somebody has one for each conversation and one for themselves: while that one is
 * valid, it is returned instead. Everybody may make one for an open conversation, the owner for one by invitation.
 */
export const create = userMutation({
	args: { token: v.string(), conversationId: v.optional(v.id('conversations')) },
	returns: link,
	handler: async (ctx, { token, conversationId }) => {
		if (conversationId !== undefined) {
			await requireReadable(ctx, conversationId);
			if (!(await mayInvite(ctx, ctx.user._id, conversationId)))
				throw refuse({ kind: 'Forbidden' });
		}
		const old = await findOwn(ctx, ctx.user._id, conversationId);
		if (old && old.expiresAt > Date.now()) return toView(old);
		if (!TOKEN.test(token) || (await findLink(ctx, token)) !== null) {
			throw refuse({ kind: 'Invalid', field: 'token', reason: 'notTaken', limit: 22 });
		}
		await consumeRateLimit(ctx, 'invite');
		if (old) await ctx.db.delete('joinLinks', old._id);
		const expiresAt = Date.now() + JOIN_LINK_MS;
		const { organizationId, user } = ctx;
		await ctx.db.insert('joinLinks', {
			...{ token, expiresAt, conversationId, organizationId },
			userId: user._id
		});
		return { token, expiresAt };
	}
});

/** The caller's link to a conversation, or to themselves; `null` when there is none. It may have ended. */
export const mine = userQuery({
	args: { conversationId: v.optional(v.id('conversations')) },
	returns: v.union(v.null(), link),
	handler: async (ctx, { conversationId }) => {
		if (conversationId !== undefined) await requireReadable(ctx, conversationId);
		const found = ctx.user && (await findOwn(ctx, ctx.user._id, conversationId));
		return found && toView(found);
	}
});

/** Ends the caller's link to a conversation, or to themselves. A repeated call changes nothing. */
export const revoke = userMutation({
	args: { conversationId: v.optional(v.id('conversations')) },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		if (conversationId !== undefined) await requireReadable(ctx, conversationId);
		await endLink(ctx, ctx.user._id, conversationId);
		return null;
	}
});

/** Where a link leads, and who has made it; `null` when it has ended, or belongs to where the caller is not. */
export const preview = userQuery({
	args: { token: v.string() },
	returns: v.union(
		v.null(),
		v.object({
			by: person,
			isMine: v.boolean(),
			expiresAt: v.number(),
			conversation: v.optional(
				v.object({ id: v.id('conversations'), name: v.string(), isMember: v.boolean() })
			)
		})
	),
	handler: async (ctx, { token }) => {
		const found = await findValid(ctx, token);
		if (found === null) return null;
		const { by, conversation, expiresAt } = found;
		const isMine = by._id === ctx.user?._id;
		if (!conversation) return { by: toPerson(by), isMine, expiresAt };
		const { _id: id, name } = conversation;
		const membership = ctx.user && (await findInConversation(ctx, 'memberships', id, ctx.user._id));
		const isMember = membership !== null;
		return { by: toPerson(by), isMine, expiresAt, conversation: { id, name, isMember } };
	}
});

/**
 * Follows a link, and returns the conversation that it leads to. A repeated call returns the same. Refuses with
 * `NotFound` when the link has ended or belongs elsewhere, and with `Forbidden` when it leads to the caller.
 */
export const accept = userMutation({
	args: { token: v.string() },
	returns: v.id('conversations'),
	handler: async (ctx, { token }) => {
		const found = await findValid(ctx, token);
		if (found === null) throw refuse({ kind: 'NotFound', what: 'invitation' });
		const { by, conversation } = found;
		if (!conversation) return await openDirect(ctx, by);
		const { _id: id } = conversation;
		if ((await findInConversation(ctx, 'memberships', id, ctx.user._id)) === null) {
			await consumeRateLimit(ctx, 'join');
			await addMember(ctx, id, ctx.user._id);
		}
		return id;
	}
});

/** Ends a user's link to a conversation, or to themselves, if there is one. */
export async function endLink(
	ctx: CallerCtx & MutationCtx,
	userId: Id<'users'>,
	conversationId?: Id<'conversations'>
): Promise<void> {
	const found = await findOwn(ctx, userId, conversationId);
	if (found !== null) await ctx.db.delete('joinLinks', found._id);
}

function toView({ token, expiresAt }: Doc<'joinLinks'>) {
	return { token, expiresAt };
}

async function findLink({ db }: CallerCtx, token: string) {
	return await db
		.query('joinLinks')
		.withIndex('by_token', (q) => q.eq('token', token))
		.unique();
}

async function findOwn(
	{ db, organizationId }: CallerCtx,
	userId: Id<'users'>,
	conversationId: Id<'conversations'> | undefined
): Promise<Doc<'joinLinks'> | null> {
	return await db
		.query('joinLinks')
		.withIndex('by_userId_conversationId_organizationId', (q) =>
			q
				.eq('userId', userId)
				.eq('conversationId', conversationId)
				.eq('organizationId', organizationId)
		)
		.unique();
}

/** What a link leads to, while it counts where the caller is. */
async function findValid(
	ctx: CallerCtx,
	token: string
): Promise<{ by: Doc<'users'>; conversation?: Doc<'conversations'>; expiresAt: number } | null> {
	const found = TOKEN.test(token) ? await findLink(ctx, token) : null;
	if (found === null || found.organizationId !== ctx.organizationId) return null;
	const { userId, conversationId, expiresAt } = found;
	const by = expiresAt > Date.now() ? await ctx.db.get('users', userId) : null;
	if (by === null) return null;
	if (conversationId === undefined) {
		const isHere =
			found.organizationId === undefined ||
			(await findInOrganization(ctx, found.organizationId, userId)) !== null;
		return isHere ? { by, expiresAt } : null;
	}
	const conversation = await findConversation(ctx, conversationId);
	if (!conversation || !(await mayInvite(ctx, userId, conversationId))) return null;
	return { by, conversation, expiresAt };
}

/** Whether links of a user to a conversation count: of everybody to an open one, else of its owner. */
async function mayInvite(
	ctx: CallerCtx,
	userId: Id<'users'>,
	conversationId: Id<'conversations'>
): Promise<boolean> {
	const conversation = await findConversation(ctx, conversationId);
	if (conversation?.kind === 'open') return true;
	if (conversation?.kind !== 'invited') return false;
	const membership = await findInConversation(ctx, 'memberships', conversationId, userId);
	return membership?.role === 'owner';
}

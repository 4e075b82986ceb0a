/** Drafts: what the caller is writing, for their other devices. Nobody else reads or writes it. */
import { v } from 'convex/values';
import { findInConversation, requireReadable } from './access';
import { wellFormed } from './characters';
import type { Doc, Id } from './_generated/dataModel';
import { draftVersion, replaceVersions, type DraftVersions } from './draftVersions';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import {
	MAX_CLIENT_ID_CHARACTERS,
	MAX_DRAFT_CHARACTERS,
	MAX_LISTED_DRAFTS,
	MAX_OTHER_DRAFTS
} from './limits';
import { mention, writtenIn } from './mentions';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';
import { refuseIfLonger, refuseUnlessFits } from './textLimits';

/** A conversation in which the caller writes, or has written: then there is no `current`. */
const draftView = v.object({
	conversationId: v.id('conversations'),
	current: v.optional(draftVersion),
	others: v.array(draftVersion)
});

/** The caller's drafts that changed last. */
export const list = userQuery({
	args: {},
	returns: v.array(draftView),
	handler: async ({ db, user, organizationId }) => {
		if (user === null || user.sharesNoDrafts) return [];
		const drafts = await db
			.query('drafts')
			.withIndex('by_userId_organizationId_changedAt', (q) =>
				q.eq('userId', user._id).eq('organizationId', organizationId)
			)
			.order('desc')
			.take(MAX_LISTED_DRAFTS);
		return drafts.map(({ conversationId, current, others }) => ({
			conversationId,
			...(current && { current }),
			others
		}));
	}
});

/**
 * Saves what the caller is writing in a conversation, as the version `id`. It replaces the versions that the device
 * has seen, `seen`; what another device has written since is kept beside it. An empty text ends the versions that
 * were seen. Who shares no drafts saves nothing.
 */
export const save = userMutation({
	args: {
		conversationId: v.id('conversations'),
		id: v.string(),
		text: v.string(),
		mentions: v.optional(v.array(mention)),
		seen: v.array(v.string())
	},
	returns: v.null(),
	handler: async (ctx, { conversationId, id, seen, ...written }) => {
		refuseUnlessFits('clientId', id, MAX_CLIENT_ID_CHARACTERS);
		const text = wellFormed(written.text);
		refuseIfLonger('text', text, MAX_DRAFT_CHARACTERS);
		await requireReadable(ctx, conversationId);
		if (ctx.user.sharesNoDrafts) return null;
		const mentions = writtenIn(text, written.mentions ?? []);
		const version = { id, text, ...(mentions.length > 0 && { mentions }) };
		const found = await findInConversation(ctx, 'drafts', conversationId, ctx.user._id);
		const before: DraftVersions = found ?? { others: [] };
		const isKnown = [before.current, ...before.others].some((one) => one?.id === id);
		if (isKnown || (text === '' && !found)) return null;
		const draft = replaceVersions(before, seen, text === '' ? undefined : version);
		if (draft.others.length > MAX_OTHER_DRAFTS) {
			const limit = MAX_OTHER_DRAFTS;
			throw refuse({ kind: 'Invalid', field: 'text', reason: 'tooMany', limit });
		}
		await consumeRateLimit(ctx, 'draft');
		await write(ctx, conversationId, found, draft);
		return null;
	}
});

/** Ends the versions of the caller's draft that a message was made of. */
export async function endDraft(
	ctx: UserMutationCtx,
	conversationId: Id<'conversations'>,
	seen: readonly string[] = []
): Promise<void> {
	if (seen.length === 0) return;
	const found = await findInConversation(ctx, 'drafts', conversationId, ctx.user._id);
	if (found) await write(ctx, conversationId, found, replaceVersions(found, seen));
}

async function write(
	{ db, user, organizationId }: UserMutationCtx,
	conversationId: Id<'conversations'>,
	found: Doc<'drafts'> | null,
	draft: DraftVersions
): Promise<void> {
	const changed = { ...draft, changedAt: Date.now() };
	if (found) await db.patch('drafts', found._id, changed);
	else await db.insert('drafts', { conversationId, userId: user._id, organizationId, ...changed });
}

import { v, type Infer } from 'convex/values';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { userMutation, userQuery } from './functions';
import { MAX_LISTED_CONVERSATIONS, MAX_NAME_CHARACTERS, refuseUnlessFits } from './limits';
import { refuse } from './refusals';

const conversation = v.object({ id: v.id('conversations'), name: v.string() });

/** The conversations the caller may read, oldest first: the first {@link MAX_LISTED_CONVERSATIONS}. */
export const list = userQuery({
	args: {},
	returns: v.array(conversation),
	handler: async (ctx) => {
		const conversations = await ctx.db.query('conversations').take(MAX_LISTED_CONVERSATIONS);
		return conversations.map(toConversation);
	}
});

/** Makes a conversation that is open to everyone, and returns its id. */
export const create = userMutation({
	args: { name: v.string() },
	returns: v.id('conversations'),
	handler: async (ctx, { name }) => {
		refuseUnlessFits('name', name, MAX_NAME_CHARACTERS);
		return await ctx.db.insert('conversations', { name: name.trim() });
	}
});

/** One conversation; refuses with `NotFound` when it is gone. */
export const get = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: conversation,
	handler: async (ctx, { conversationId }) => {
		return toConversation(await requireConversation(ctx, conversationId));
	}
});

/** The row of a conversation; refuses with `NotFound` when it is gone. */
export async function requireConversation(
	ctx: QueryCtx,
	id: Id<'conversations'>
): Promise<Doc<'conversations'>> {
	const found = await ctx.db.get('conversations', id);
	if (found === null) throw refuse({ kind: 'NotFound', what: 'conversation' });
	return found;
}

/**
 * Makes "General" when there is no conversation yet. Two at once make one: mutations are
 * serialisable, so the second sees the first one's row, or runs again and sees it then.
 */
export async function ensureGeneral(ctx: MutationCtx): Promise<void> {
	const first = await ctx.db.query('conversations').first();
	if (first === null) await ctx.db.insert('conversations', { name: 'General' });
}

function toConversation({ _id, name }: Doc<'conversations'>): Infer<typeof conversation> {
	return { id: _id, name };
}

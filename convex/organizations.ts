/**
 * Organisations: who is in which, as far as this app knows. Somebody is in an organisation from their first
 * call with a token of it, until Clerk's webhook says that they have left.
 */
import { v } from 'convex/values';
import { startCascade } from './startedCascades';
import type { Doc, Id } from './_generated/dataModel';
import { internalMutation, type QueryCtx } from './_generated/server';
import type { UserMutationCtx } from './functions';
import { findUser } from './identity';

/** A user's document in an organisation, or `null`. */
export async function findInOrganization(
	{ db }: QueryCtx,
	organizationId: string,
	userId: Id<'users'>
): Promise<Doc<'organizationMembers'> | null> {
	return await db
		.query('organizationMembers')
		.withIndex('by_organizationId_userId', (q) =>
			q.eq('organizationId', organizationId).eq('userId', userId)
		)
		.unique();
}

/** Notes that the caller is in the organisation of their token, and what they are called. */
export async function storeOrganization(ctx: UserMutationCtx): Promise<void> {
	const { db, user, organizationId } = ctx;
	const { _id: userId, name } = user;
	if (organizationId === undefined) return;
	const known = await findInOrganization(ctx, organizationId, userId);
	if (known === null) await db.insert('organizationMembers', { organizationId, userId, name });
	else if (known.name !== name) await db.patch('organizationMembers', known._id, { name });
}

/**
 * Ends what somebody was in an organisation: they are not found in it any more, and step by step they leave
 * its conversations. A repeated call changes nothing.
 */
export const leave = internalMutation({
	args: { organizationId: v.string(), tokenIdentifier: v.string() },
	returns: v.null(),
	handler: async (ctx, { organizationId, tokenIdentifier }): Promise<null> => {
		const user = await findUser(ctx, tokenIdentifier);
		const known = user && (await findInOrganization(ctx, organizationId, user._id));
		if (!user || !known) return null;
		await ctx.db.delete('organizationMembers', known._id);
		await startCascade(ctx, { kind: 'organizationMember', of: `${user._id} ${organizationId}` });
		return null;
	}
});

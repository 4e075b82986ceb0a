import { v } from 'convex/values';
import { internal } from './_generated/api';
import { internalMutation } from './_generated/server';
import { ensureGeneral } from './conversations';
import { userMutation, userQuery } from './functions';

/**
 * Called after sign-in: makes the caller's row, or brings it up to date, and makes sure that there is
 * a conversation to write in. Calling it again changes nothing.
 */
export const store = userMutation({
	args: {},
	returns: v.null(),
	handler: async (ctx) => {
		await ensureGeneral(ctx);
		return null;
	}
});

/** The caller as others see them, or `null` before their first mutation. */
export const current = userQuery({
	args: {},
	returns: v.union(v.null(), v.object({ subject: v.string(), name: v.string() })),
	handler: ({ user }) => user && { subject: user.subject, name: user.name }
});

/** Removes a user whose account is gone, with what is theirs. One that is not there is removed. */
export const remove = internalMutation({
	args: { tokenIdentifier: v.string() },
	returns: v.null(),
	handler: async (ctx, { tokenIdentifier }): Promise<null> => {
		const user = await ctx.db
			.query('users')
			.withIndex('by_tokenIdentifier', (q) => q.eq('tokenIdentifier', tokenIdentifier))
			.unique();
		if (user === null) return null;
		await ctx.db.delete('users', user._id);
		await ctx.scheduler.runAfter(0, internal.cascades.emptyUser, { userId: user._id });
		return null;
	}
});

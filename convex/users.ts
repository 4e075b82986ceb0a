import { v } from 'convex/values';
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

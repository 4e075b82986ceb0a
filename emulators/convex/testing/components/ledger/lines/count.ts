import { mutationGeneric as mutation } from 'convex/server';

/** The next number. */
export const next = mutation({
	args: {},
	handler: async (ctx): Promise<number> => {
		const stored = await ctx.db.query('counts').first();
		const count = Number(stored?.count ?? 0) + 1;
		if (stored) await ctx.db.patch(stored._id, { count });
		else await ctx.db.insert('counts', { count });
		return count;
	}
});

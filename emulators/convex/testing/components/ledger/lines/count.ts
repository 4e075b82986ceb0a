import {
	mutationGeneric,
	type DataModelFromSchemaDefinition,
	type MutationBuilder
} from 'convex/server';
import type schema from './schema.ts';

const mutation: MutationBuilder<
	DataModelFromSchemaDefinition<typeof schema>,
	'public'
> = mutationGeneric;

/** The next number. */
export const next = mutation({
	args: {},
	handler: async (ctx) => {
		const stored = await ctx.db.query('counts').first();
		const count = (stored?.count ?? 0) + 1;
		if (stored) await ctx.db.patch(stored._id, { count });
		else await ctx.db.insert('counts', { count });
		return count;
	}
});

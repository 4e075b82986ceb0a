/** Texts with the number of their line, which the component within counts. */
import {
	actionGeneric as action,
	componentsGeneric,
	internalQueryGeneric as internalQuery,
	mutationGeneric,
	queryGeneric,
	type DataModelFromSchemaDefinition,
	type FunctionHandle,
	type FunctionReference,
	type GenericMutationCtx,
	type MutationBuilder,
	type QueryBuilder
} from 'convex/server';
import { v } from 'convex/values';
import type schema from './schema.ts';

type DataModel = DataModelFromSchemaDefinition<typeof schema>;

const mutation: MutationBuilder<DataModel, 'public'> = mutationGeneric;
const query: QueryBuilder<DataModel, 'public'> = queryGeneric;
const { lines } = componentsGeneric() as unknown as {
	lines: {
		count: { next: FunctionReference<'mutation', 'internal', Record<string, never>, number> };
	};
};

async function insert(ctx: GenericMutationCtx<DataModel>, text: string) {
	return await ctx.db.insert('entries', {
		text,
		line: await ctx.runMutation(lines.count.next, {})
	});
}

export const add = mutation({
	args: { text: v.string() },
	returns: v.id('entries'),
	handler: async (ctx, { text }) => await insert(ctx, text)
});

export const addAndFail = mutation({
	args: { text: v.string() },
	handler: async (ctx, { text }) => {
		await insert(ctx, text);
		throw new Error('after the write');
	}
});

export const list = query({
	args: {},
	handler: async (ctx) => {
		const entries = await ctx.db.query('entries').collect();
		return entries.map(({ line, text }) => `${line} ${text}`);
	}
});

export const has = query({
	args: { id: v.string() },
	handler: (ctx, { id }) => ctx.db.normalizeId('entries', id) !== null
});

export const label = query({
	args: {},
	handler: () => `${process.env.LABEL} ${process.env.WORD} ${process.env.CONVEX_CLOUD_URL}`
});

export const secret = internalQuery({ args: {}, handler: () => 'secret' });

export const callLater = mutation({
	args: { handle: v.string(), text: v.string() },
	handler: async (ctx, { handle, text }) => {
		await ctx.scheduler.runAfter(0, handle as FunctionHandle<'mutation'>, { text });
	}
});

/** Stores a text in a file, and returns its address. */
export const keep = action({
	args: { text: v.string() },
	handler: async (ctx, { text }) => {
		return await ctx.storage.getUrl(await ctx.storage.store(new Blob([text])));
	}
});

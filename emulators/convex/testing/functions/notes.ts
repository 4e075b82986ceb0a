import {
	mutationGeneric as mutation,
	queryGeneric as query,
	paginationOptsValidator
} from 'convex/server';
import { v } from 'convex/values';

export const add = mutation({
	args: { channel: v.string(), body: v.string(), rank: v.optional(v.number()) },
	returns: v.id('notes'),
	handler: async (ctx, args) => await ctx.db.insert('notes', args)
});

export const edit = mutation({
	args: { id: v.id('notes'), body: v.string() },
	handler: async (ctx, { id, body }) => await ctx.db.patch(id, { body })
});

export const remove = mutation({
	args: { id: v.id('notes') },
	handler: async (ctx, { id }) => await ctx.db.delete(id)
});

export const list = query({
	args: { channel: v.string() },
	handler: async (ctx, { channel }) => {
		const notes = await ctx.db
			.query('notes')
			.withIndex('by_channel', (q) => q.eq('channel', channel))
			.collect();
		return notes.map(({ body }) => body as string);
	}
});

export const newest = query({
	args: { channel: v.string(), count: v.number() },
	handler: async (ctx, { channel, count }) => {
		const notes = await ctx.db
			.query('notes')
			.withIndex('by_channel', (q) => q.eq('channel', channel))
			.order('desc')
			.take(count);
		return notes.map(({ body }) => body as string);
	}
});

export const page = query({
	args: { channel: v.string(), paginationOpts: paginationOptsValidator },
	handler: async (ctx, { channel, paginationOpts }) => {
		return await ctx.db
			.query('notes')
			.withIndex('by_channel_rank', (q) => q.eq('channel', channel))
			.paginate(paginationOpts);
	}
});

import { paginationOptsValidator, type ExpressionOrValue } from 'convex/server';
import { v } from 'convex/values';
import { mutation, notesIn, query } from './builders.ts';

export const add = mutation({
	args: { channel: v.string(), body: v.string(), rank: v.optional(v.number()) },
	returns: v.id('notes'),
	handler: async (ctx, args) => await ctx.db.insert('notes', args)
});

export const edit = mutation({
	args: { id: v.id('notes'), body: v.string() },
	handler: async (ctx, { id, body }) => await ctx.db.patch(id, { body })
});

export const unrank = mutation({
	args: { id: v.id('notes') },
	handler: async (ctx, { id }) => await ctx.db.patch(id, { rank: undefined })
});

export const replace = mutation({
	args: { id: v.id('notes'), channel: v.string(), body: v.string() },
	handler: async (ctx, { id, ...note }) => await ctx.db.replace(id, note)
});

export const remove = mutation({
	args: { id: v.id('notes') },
	handler: async (ctx, { id }) => await ctx.db.delete(id)
});

export const get = query({
	args: { id: v.id('notes') },
	handler: async (ctx, { id }) => await ctx.db.get(id)
});

/** A note by a text that may be its id. */
export const find = query({
	args: { text: v.string() },
	handler: async (ctx, { text }) => {
		const id = ctx.db.normalizeId('notes', text);
		return id === null ? null : await ctx.db.get('notes', id);
	}
});

export const list = query({
	args: { channel: v.string() },
	handler: async (ctx, { channel }) => {
		const notes = await notesIn(ctx, channel);
		return notes.map(({ body }) => body);
	}
});

/** Like `list`, but it takes a while between reading and returning. */
export const slowList = query({
	args: { channel: v.string() },
	handler: async (ctx, { channel }) => {
		const notes = await notesIn(ctx, channel);
		await crypto.subtle.digest('SHA-256', new Uint8Array(2_000_000));
		return notes.map(({ body }) => body);
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
		return notes.map(({ body }) => body);
	}
});

/** The ranks of a channel from one up to another, `undefined` for those without. */
export const ranks = query({
	args: { channel: v.string(), from: v.optional(v.number()), below: v.optional(v.number()) },
	handler: async (ctx, { channel, from, below }) => {
		const notes = await ctx.db
			.query('notes')
			.withIndex('by_channel_rank', (q) => {
				const inChannel = q.eq('channel', channel);
				if (from !== undefined && below !== undefined) {
					return inChannel.gte('rank', from).lt('rank', below);
				}
				if (from !== undefined) return inChannel.gt('rank', from);
				return below === undefined ? inChannel : inChannel.lte('rank', below);
			})
			.collect();
		return notes.map(({ rank }) => rank ?? null);
	}
});

export const page = query({
	args: {
		channel: v.string(),
		order: v.optional(v.union(v.literal('asc'), v.literal('desc'))),
		paginationOpts: paginationOptsValidator
	},
	handler: async (ctx, { channel, order = 'asc', paginationOpts }) => {
		return await ctx.db
			.query('notes')
			.withIndex('by_channel_rank', (q) => q.eq('channel', channel))
			.order(order)
			.paginate(paginationOpts);
	}
});

/** The bodies of the notes of a channel with a higher rank, and what a page of them looks like. */
export const above = query({
	args: { channel: v.string(), rank: v.number(), paginationOpts: paginationOptsValidator },
	handler: async (ctx, { channel, rank, paginationOpts }) => {
		const { page, ...rest } = await ctx.db
			.query('notes')
			.withIndex('by_channel', (q) => q.eq('channel', channel))
			.filter((q) => q.gt(q.field('rank'), rank))
			.paginate(paginationOpts);
		return { ...rest, page: page.map(({ body }) => body) };
	}
});

/** The bodies of the notes that a filter keeps, by the name of the filter. */
export const filtered = query({
	args: { by: v.string() },
	handler: async (ctx, { by }) => {
		const notes = await ctx.db
			.query('notes')
			.filter((q) => {
				const rank = q.field('rank') as unknown as number;
				const filters: Record<string, ExpressionOrValue<boolean>> = {
					eq: q.eq(rank, 2),
					none: q.eq(q.field('rank'), undefined),
					neq: q.neq(q.field('rank'), 2),
					between: q.and(q.gte(rank, 2), q.lt(rank, 4)),
					either: q.or(q.lte(rank, 1), q.eq(q.field('body'), '4')),
					not: q.not(q.gt(rank, 1)),
					arithmetic: q.eq(q.mod(q.add(q.mul(rank, 3), q.neg(1)), 2), 0),
					wrong: q.and(rank as unknown as boolean, true)
				};
				return filters[by] ?? true;
			})
			.order('desc')
			.take(3);
		return notes.map(({ body }) => body);
	}
});

/** A page of what a search finds. */
export const searchPage = query({
	args: { text: v.string(), paginationOpts: paginationOptsValidator },
	handler: async (ctx, { text, paginationOpts }) => {
		const { page, ...rest } = await ctx.db
			.query('notes')
			.withSearchIndex('search_body', (q) => q.search('body', text))
			.paginate(paginationOpts);
		return { ...rest, page: page.map(({ body }) => body) };
	}
});

/** Asks for a range with two upper bounds, which no type allows. */
export const twoBounds = query({
	args: {},
	handler: async (ctx) => {
		return await ctx.db
			.query('notes')
			.withIndex('by_rank', (q) => {
				type Range = { lt(field: string, value: number): Range };
				return (q as unknown as Range).lt('rank', 2).lt('rank', 1) as unknown as typeof q;
			})
			.collect();
	}
});

/** Puts values into a table, and reads them back in the order of its index. */
export const sort = mutation({
	args: { values: v.array(v.any()) },
	handler: async (ctx, { values }) => {
		for (const value of values as unknown[]) await ctx.db.insert('things', { value });
		await ctx.db.insert('things', { value: undefined });
		const things = await ctx.db.query('things').withIndex('by_value').collect();
		return things.map((thing) => ('value' in thing ? [thing.value as unknown] : []));
	}
});

/** Writes down when it commits. */
export const stamp = mutation({
	args: {},
	handler: async (ctx) => {
		await ctx.db.insert('things', {
			value: { at: ctx.db.vars.commitTs, text: '{"$commitTs":null}' }
		});
	}
});

/** The values of all things, and as of when that is. */
export const things = query({
	args: {},
	handler: async (ctx) => ({
		values: (await ctx.db.query('things').collect()).map(({ value }) => value as unknown),
		asOf: ctx.meta.getSnapshotTs()
	})
});

/** The bodies of the notes that a search finds, the most relevant first. */
export const search = query({
	args: { text: v.string(), channel: v.optional(v.string()), count: v.optional(v.number()) },
	handler: async (ctx, { text, channel, count }) => {
		const found = ctx.db.query('notes').withSearchIndex('search_body', (q) => {
			const search = q.search('body', text);
			return channel === undefined ? search : search.eq('channel', channel);
		});
		const notes = await (count === undefined ? found.collect() : found.take(count));
		return notes.map(({ body }) => body);
	}
});

/** Those of them without a rank. */
export const searchUnranked = query({
	args: { text: v.string() },
	handler: async (ctx, { text }) => {
		const notes = await ctx.db
			.query('notes')
			.withSearchIndex('search_body', (q) => q.search('body', text).eq('rank', undefined))
			.collect();
		return notes.map(({ body }) => body);
	}
});

/** Adds many notes at once. */
export const addMany = mutation({
	args: { channel: v.string(), bodies: v.array(v.string()) },
	handler: async (ctx, { channel, bodies }) => {
		for (const body of bodies) await ctx.db.insert('notes', { channel, body });
	}
});

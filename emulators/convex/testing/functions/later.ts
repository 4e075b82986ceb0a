/** Functions that run later. */
import { makeFunctionReference } from 'convex/server';
import { v } from 'convex/values';
import { action, internalAction, internalMutation, mutation, query } from './builders.ts';

const references = {
	write: makeFunctionReference<'mutation', { body: string }>('later:write'),
	fail: makeFunctionReference<'mutation', { body: string }>('later:fail'),
	act: makeFunctionReference<'action', { body: string }>('later:act'),
	cancelRunning: makeFunctionReference<'mutation'>('later:cancelRunning'),
	hangOnce: makeFunctionReference<'mutation'>('later:hangOnce')
};

export const remind = mutation({
	args: {
		body: v.string(),
		inMs: v.number(),
		to: v.union(v.literal('write'), v.literal('act'), v.literal('fail'))
	},
	handler: async (ctx, { body, inMs, to }) => {
		return await ctx.scheduler.runAfter(inMs, references[to], { body });
	}
});

/** Schedules for times that are past, given as milliseconds ago. */
export const remindOfPast = mutation({
	args: { ago: v.array(v.number()) },
	handler: async (ctx, { ago }) => {
		for (const ms of ago) {
			await ctx.scheduler.runAt(Date.now() - ms, references.write, { body: String(ms) });
		}
	}
});

export const remindFromAction = action({
	args: { body: v.string() },
	handler: async (ctx, { body }) => {
		return await ctx.scheduler.runAt(new Date(), references.write, { body });
	}
});

export const remindAndFail = mutation({
	args: {},
	handler: async (ctx) => {
		await ctx.scheduler.runAfter(0, references.write, { body: 'never' });
		throw new Error('undone');
	}
});

export const cancel = mutation({
	args: { id: v.id('_scheduled_functions') },
	handler: async (ctx, { id }) => await ctx.scheduler.cancel(id)
});

/** Cancels the job that it runs as. */
export const cancelItself = mutation({
	args: {},
	handler: async (ctx) => await ctx.scheduler.runAfter(0, references.cancelRunning, {})
});

export const cancelRunning = internalMutation({
	args: {},
	handler: async (ctx) => {
		const jobs = await ctx.db.system.query('_scheduled_functions').collect();
		for (const { _id } of jobs) await ctx.scheduler.cancel(_id);
	}
});

/** Has a mutation run later that takes forever the first time. */
export const remindSlowly = mutation({
	args: {},
	handler: async (ctx) => await ctx.scheduler.runAfter(0, references.hangOnce, {})
});

let hasHung = false;

export const hangOnce = internalMutation({
	args: {},
	handler: async (ctx) => {
		if (!hasHung) {
			hasHung = true;
			await new Promise(() => {});
		}
		await ctx.db.insert('notes', { channel: 'later', body: 'at last' });
	}
});

export const state = query({
	args: { id: v.id('_scheduled_functions') },
	handler: async (ctx, { id }) => (await ctx.db.system.get(id))?.state.kind ?? null
});

export const write = internalMutation({
	args: { body: v.string() },
	handler: async (ctx, { body }) => await ctx.db.insert('notes', { channel: 'later', body })
});

export const act = internalAction({
	args: { body: v.string() },
	handler: async (ctx, { body }) => {
		await ctx.runMutation(references.write, { body });
	}
});

export const fail = internalMutation({
	args: { body: v.string() },
	handler: async (ctx, { body }) => {
		await ctx.db.insert('notes', { channel: 'later', body });
		throw new Error('too late');
	}
});

/** Uses the component `ledger`, which is installed twice. */
import {
	componentsGeneric,
	createFunctionHandle,
	internalMutationGeneric,
	makeFunctionReference,
	mutationGeneric as mutation,
	queryGeneric as query,
	actionGeneric as action,
	type FunctionReference
} from 'convex/server';
import { v } from 'convex/values';

type Reference<Kind extends 'query' | 'mutation' | 'action', Args, Result> = FunctionReference<
	Kind,
	'internal',
	Args & Record<string, unknown>,
	Result
>;
type Nothing = Record<string, never>;
interface Ledger {
	add: Reference<'mutation', { text: string }, string>;
	addAndFail: Reference<'mutation', { text: string }, null>;
	list: Reference<'query', Nothing, string[]>;
	label: Reference<'query', Nothing, string>;
	has: Reference<'query', { id: string }, boolean>;
	secret: Reference<'query', Nothing, string>;
	callLater: Reference<'mutation', { handle: string; text: string }, null>;
	keep: Reference<'action', { text: string }, string | null>;
}

const name = v.union(v.literal('ours'), v.literal('theirs'));
const { ours, theirs } = componentsGeneric() as unknown as Record<
	'ours' | 'theirs',
	{ entries: Ledger }
>;
const ledgers = { ours: ours.entries, theirs: theirs.entries };

export const add = mutation({
	args: { to: name, text: v.string() },
	handler: async (ctx, { to, text }): Promise<string> => {
		return await ctx.runMutation(ledgers[to].add, { text });
	}
});

export const list = query({
	args: { of: name },
	handler: async (ctx, { of }): Promise<string[]> => await ctx.runQuery(ledgers[of].list, {})
});

export const label = query({
	args: { of: name },
	handler: async (ctx, { of }): Promise<string> => await ctx.runQuery(ledgers[of].label, {})
});

/** Whether the component knows an id, which may be another's. */
export const has = query({
	args: { of: name, id: v.string() },
	handler: async (ctx, { of, id }): Promise<boolean> => await ctx.runQuery(ledgers[of].has, { id })
});

export const addAndFail = mutation({
	args: {},
	handler: async (ctx) => {
		await ctx.runMutation(ledgers.ours.add, { text: 'undone' });
		throw new Error('after the component has written');
	}
});

/** Adds two entries, and goes on after the component has failed at the second. */
export const addDespite = mutation({
	args: {},
	handler: async (ctx) => {
		await ctx.runMutation(ledgers.ours.add, { text: 'first' });
		await ctx.runMutation(ledgers.ours.addAndFail, { text: 'second' }).catch(() => null);
	}
});

export const callInternal = query({
	args: {},
	handler: async (ctx): Promise<unknown> => await ctx.runQuery(ledgers.ours.secret, {})
});

/** Has the component call back through a handle, later. */
export const remind = mutation({
	args: { text: v.string() },
	handler: async (ctx, { text }) => {
		const handle = await createFunctionHandle(makeFunctionReference<'mutation'>('books:called'));
		await ctx.runMutation(ledgers.theirs.callLater, { handle, text });
	}
});

export const called = internalMutationGeneric({
	args: { text: v.string() },
	handler: async (ctx, { text }) => {
		await ctx.runMutation(ledgers.theirs.add, { text: `called: ${text}` });
	}
});

export const keep = action({
	args: { text: v.string() },
	handler: async (ctx, { text }): Promise<string | null> => {
		return await ctx.runAction(ledgers.ours.keep, { text });
	}
});

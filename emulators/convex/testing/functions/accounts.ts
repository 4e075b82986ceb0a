import { makeFunctionReference } from 'convex/server';
import { ConvexError, v } from 'convex/values';
import { action, internalMutation, mutation, query, type MutationCtx } from './builders.ts';

const openReference = makeFunctionReference<'mutation', { name: string }>(
	'accounts:openInternally'
);
const openAndFailReference = makeFunctionReference<'mutation', { name: string }>(
	'accounts:openAndFail'
);
const allReference = makeFunctionReference<'query', Record<string, never>, { name: string }[]>(
	'accounts:all'
);
const greetReference = makeFunctionReference<'action', { name: string }, string>('accounts:greet');

export const open = mutation({
	args: { name: v.string(), balance: v.number() },
	handler: async (ctx, account) => await ctx.db.insert('accounts', account)
});

export const all = query({
	args: {},
	handler: async (ctx) => await ctx.db.query('accounts').withIndex('by_name').collect()
});

/**
 * Moves money from one account to another and writes a line into the ledger, in steps that let every
 * other function run in between. Returns the number of the line.
 */
export const transfer = mutation({
	args: { from: v.string(), to: v.string(), amount: v.number(), entry: v.string() },
	handler: async (ctx, { from, to, amount, entry }) => {
		const source = await findAccount(ctx, from);
		await pause();
		const target = await findAccount(ctx, to);
		if (source.balance < amount)
			throw new ConvexError({ kind: 'TooPoor', balance: source.balance });
		await ctx.db.patch(source._id, { balance: source.balance - amount });
		await pause();
		await ctx.db.patch(target._id, { balance: target.balance + amount });
		const last = await ctx.db.query('notes').withIndex('by_rank').order('desc').first();
		await pause();
		const rank = (last?.rank ?? 0) + 1;
		await ctx.db.insert('notes', { channel: 'ledger', body: entry, rank });
		return rank;
	}
});

export const openInternally = internalMutation({
	args: { name: v.string() },
	handler: async (ctx, { name }) => await ctx.db.insert('accounts', { name, balance: 0 })
});

export const openAndFail = internalMutation({
	args: { name: v.string() },
	handler: async (ctx, { name }) => {
		await ctx.db.insert('accounts', { name, balance: 0 });
		throw new ConvexError('after the write');
	}
});

/** Opens accounts through other mutations, one of which fails after it has written. */
export const openInParts = mutation({
	args: {},
	handler: async (ctx) => {
		await ctx.runMutation(openReference, { name: 'first' });
		const parts = await Promise.allSettled([
			ctx.runMutation(openAndFailReference, { name: 'undone' }),
			ctx.runMutation(openReference, { name: 'second' })
		]);
		const names = await ctx.runQuery(allReference, {});
		return { parts: parts.map(({ status }) => status), names: names.map(({ name }) => name) };
	}
});

/** Runs all kinds of functions, and reaches the network. */
export const audit = action({
	args: { url: v.string() },
	handler: async (ctx, { url }) => {
		const { status } = await fetch(url);
		await ctx.runMutation(openReference, { name: 'audited' });
		const accounts = await ctx.runQuery(allReference, {});
		const greeting = await ctx.runAction(greetReference, { name: 'world' });
		return { status, names: accounts.map(({ name }) => name), greeting };
	}
});

export const greet = action({
	args: { name: v.string() },
	returns: v.string(),
	handler: (_ctx, { name }) => `hello ${name}`
});

async function findAccount(ctx: MutationCtx, name: string) {
	const account = await ctx.db
		.query('accounts')
		.withIndex('by_name', (q) => q.eq('name', name))
		.unique();
	if (account === null) throw new ConvexError({ kind: 'NotFound', name });
	return account;
}

/** Waits for another thread, as nothing else may in a mutation. */
async function pause(): Promise<void> {
	await crypto.subtle.digest('SHA-256', new Uint8Array(64));
}

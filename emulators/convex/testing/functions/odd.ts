/** Functions that fail, ask for what there is not, or look at what surrounds them. */
import { ConvexError, v } from 'convex/values';
import { action, mutation, notesIn, query } from './builders.ts';

export const throws = query({
	args: { channel: v.string() },
	handler: async (ctx, { channel }) => {
		const notes = await notesIn(ctx, channel);
		throw new Error(`a secret, and ${notes.length} notes`);
	}
});

export const refuses = mutation({
	args: {},
	handler: () => {
		throw new ConvexError({ kind: 'Refused', at: [1, 2n] });
	}
});

export const refusesToShow = query({
	args: {},
	handler: () => {
		throw new ConvexError({ kind: 'Refused' });
	}
});

export const returnsWrong = query({
	args: {},
	returns: v.string(),
	handler: () => 1 as unknown as string
});

export const searchesVectors = action({
	args: {},
	handler: async (ctx) => {
		return await ctx.vectorSearch('notes', 'by_vector' as never, { vector: [1] });
	}
});

export const asksForMetadata = mutation({
	args: {},
	handler: async (ctx) => (await ctx.meta.getRequestMetadata()).ip
});

export const readsUnknownTable = query({
	args: {},
	handler: async (ctx) => await ctx.db.query('unknown' as 'notes').collect()
});

export const fetches = query({
	args: {},
	handler: async () => (await fetch('http://127.0.0.1:9')).status
});

/** What the clock says, several times over a while. */
export const clock = mutation({
	args: {},
	handler: async () => {
		const times: number[] = [];
		for (let i = 0; i < 30; i++) {
			await crypto.subtle.digest('SHA-256', new Uint8Array(200_000));
			times.push(Date.now(), new Date().getTime());
		}
		return times;
	}
});

export const writesWrong = mutation({
	args: {},
	handler: async (ctx) => {
		await ctx.db.insert('notes', { channel: 'odd', body: 'written first' });
		await ctx.db.insert('notes', { channel: 'odd' } as { channel: string; body: string });
	}
});

export const leavesRejection = mutation({
	args: {},
	handler: async (ctx) => {
		await ctx.db.insert('notes', { channel: 'odd', body: 'left' });
		void Promise.reject(new Error('nobody handles this'));
	}
});

export const throwsLater = action({
	args: {},
	handler: async () => {
		setTimeout(() => {
			throw new Error('thrown in a callback');
		}, 1);
		await new Promise(() => {});
	}
});

export const neverEnds = mutation({
	args: {},
	handler: async () => await new Promise<null>(() => {})
});

export const length = mutation({
	args: { text: v.string() },
	handler: (_ctx, { text }) => text.length
});

export const identity = query({
	args: {},
	handler: async (ctx) => await ctx.auth.getUserIdentity()
});

/** Writes down who the caller is. */
export const sign = mutation({
	args: { channel: v.string() },
	handler: async (ctx, { channel }) => {
		const body = (await ctx.auth.getUserIdentity())?.subject ?? 'nobody';
		return await ctx.db.insert('notes', { channel, body });
	}
});

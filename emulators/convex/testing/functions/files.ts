/** Stores files. */
import { v } from 'convex/values';
import { action, mutation, query } from './builders.ts';

const file = { id: v.id('_storage') };

export const uploadUrl = mutation({
	args: {},
	handler: async (ctx) => await ctx.storage.generateUploadUrl()
});

/** What the app knows of a file: its address, its metadata, and its document. */
export const about = query({
	args: file,
	handler: async (ctx, { id }) => ({
		url: await ctx.storage.getUrl(id),
		metadata: await ctx.storage.getMetadata(id as string),
		document: await ctx.db.system.get(id)
	})
});

export const remove = mutation({
	args: { ...file, fails: v.optional(v.boolean()) },
	handler: async (ctx, { id, fails }) => {
		await ctx.storage.delete(id);
		if (fails) throw new Error('after the deletion');
	}
});

/** Stores a text, and reads it back. */
export const keep = action({
	args: { text: v.string() },
	handler: async (ctx, { text }) => {
		const id = await ctx.storage.store(new Blob([text], { type: 'text/plain' }));
		const blob = await ctx.storage.get(id);
		return { id, text: await blob?.text(), type: blob?.type };
	}
});

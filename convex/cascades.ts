/**
 * Deletes what hangs on a removed conversation, user or message (`removedThings.ts`) in steps. Each step
 * deletes a bounded number of documents and bytes, and schedules the next one until nothing is left.
 * `startedCascades.ts` begins them.
 */
import { v } from 'convex/values';
import { internal } from './_generated/api';
import { internalMutation } from './_generated/server';
import { CascadeStep } from './cascadeSteps';
import { deleteOf } from './removedThings';
import { startCascade } from './startedCascades';

/** One step of a cascade, which schedules the next one. */
export const step = internalMutation({
	args: { cascadeId: v.id('cascades') },
	returns: v.null(),
	handler: async (ctx, { cascadeId }): Promise<null> => {
		const cascade = await ctx.db.get('cascades', cascadeId);
		if (cascade === null) return null;
		const ofStep = new CascadeStep(cascade.attempts);
		await deleteOf(ctx, cascade, ofStep);
		if (!ofStep.isOver) {
			await ctx.db.delete('cascades', cascadeId);
			return null;
		}
		await ctx.db.patch('cascades', cascadeId, { at: Date.now() });
		await ctx.scheduler.runAfter(0, internal.cascades.step, { cascadeId });
		return null;
	}
});

// The steps that a version of the functions before this one has scheduled.
export const emptyConversation = internalMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }): Promise<null> => {
		await startCascade(ctx, { kind: 'conversation', of: conversationId });
		return null;
	}
});

export const deleteReactions = internalMutation({
	args: { messageId: v.id('messages') },
	returns: v.null(),
	handler: async (ctx, { messageId }): Promise<null> => {
		await startCascade(ctx, { kind: 'message', of: messageId });
		return null;
	}
});

export const emptyUser = internalMutation({
	args: { userId: v.id('users') },
	returns: v.null(),
	handler: async (ctx, { userId }): Promise<null> => {
		await startCascade(ctx, { kind: 'user', of: userId });
		return null;
	}
});

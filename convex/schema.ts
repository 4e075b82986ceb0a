import { defineSchema, defineTable } from 'convex/server';
import { v } from 'convex/values';

/** The tables of the app. Times are `_creationTime`: the server's clock, never the sender's. */
export default defineSchema({
	users: defineTable({
		tokenIdentifier: v.string(),
		subject: v.string(),
		name: v.string(),
		pictureUrl: v.optional(v.string())
	})
		// the caller's own row
		.index('by_tokenIdentifier', ['tokenIdentifier']),

	conversations: defineTable({
		name: v.string()
	}),

	messages: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		clientId: v.string(),
		body: v.string()
	})
		// newest messages and history
		.index('by_conversationId', ['conversationId'])
		// has this been sent before?
		.index('by_userId_clientId', ['userId', 'clientId'])
});

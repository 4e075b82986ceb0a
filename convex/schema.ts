import { defineSchema, defineTable } from 'convex/server';
import { v } from 'convex/values';

/**
 * The tables of the app. Times are the server's clock, never the sender's; when a row was made is its
 * `_creationTime`.
 */
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
		// empty once removed
		body: v.string(),
		// the last edit: when, and the id its sender gave it
		editedAt: v.optional(v.number()),
		editId: v.optional(v.string()),
		removedAt: v.optional(v.number())
	})
		// newest messages and history
		.index('by_conversationId', ['conversationId'])
		// has this been sent before?
		.index('by_userId_clientId', ['userId', 'clientId']),

	// Every edit there has been, and not the last one alone: between the two arrivals of an edit that
	// comes twice, another device may have made a newer one.
	edits: defineTable({
		messageId: v.id('messages'),
		editId: v.string()
	})
		// has this edit been made before?
		.index('by_messageId_editId', ['messageId', 'editId'])
});

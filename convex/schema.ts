import { defineSchema, defineTable } from 'convex/server';
import { v } from 'convex/values';

/**
 * The tables of the app. Times are the server's clock, never the sender's; when a row was made is its
 * `_creationTime`.
 *
 * What changes at another rate, or is of interest to others, is a row of its own: a query runs again
 * when any field of a row it has read changes, whether it shows that field or not.
 */
export default defineSchema({
	users: defineTable({
		tokenIdentifier: v.string(),
		subject: v.string(),
		// as others see it
		name: v.string(),
		pictureUrl: v.optional(v.string()),
		// what they have said to the app, and the name that Clerk had for them then
		ownName: v.optional(v.object({ name: v.string(), insteadOf: v.optional(v.string()) })),
		// whether they have been asked for a name and would rather not say one
		hasSkippedName: v.optional(v.boolean())
	})
		// the caller's own row, and another's of the same issuer
		.index('by_tokenIdentifier', ['tokenIdentifier'])
		.searchIndex('search_name', { searchField: 'name' }),

	conversations: defineTable({
		// empty for a direct one, which everybody sees under the other's name, and once removed
		name: v.string(),
		kind: v.union(v.literal('open'), v.literal('invited'), v.literal('direct')),
		// who made it, and under which id
		creatorId: v.optional(v.id('users')),
		clientId: v.optional(v.string()),
		// of a direct one, the ids of the two, the lesser first
		pair: v.optional(v.string()),
		removedAt: v.optional(v.number())
	})
		// open to everybody
		.index('by_kind_removedAt', ['kind', 'removedAt'])
		// has this been made before?
		.index('by_creatorId_clientId', ['creatorId', 'clientId'])
		.index('by_pair', ['pair']),

	memberships: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		role: v.union(v.literal('owner'), v.literal('member')),
		// the other one in a direct conversation
		peerId: v.optional(v.id('users'))
	})
		.index('by_userId', ['userId'])
		// is this a member?
		.index('by_conversationId_userId', ['conversationId', 'userId'])
		// members, the longest-standing first
		.index('by_conversationId', ['conversationId']),

	invitations: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		inviterId: v.id('users')
	})
		.index('by_userId', ['userId'])
		.index('by_inviterId', ['inviterId'])
		.index('by_conversationId_userId', ['conversationId', 'userId']),

	// What the list of conversations shows of the messages in one; no row before the first message.
	activities: defineTable({
		conversationId: v.id('conversations'),
		// how many messages there have been, so the number of the last one
		count: v.number(),
		last: v.object({
			userId: v.id('users'),
			excerpt: v.string(),
			at: v.number(),
			isRemoved: v.boolean()
		})
	}).index('by_conversationId', ['conversationId']),

	// How far somebody has read.
	reads: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		// the last message read
		number: v.number(),
		// the messages after it that they wrote themselves
		own: v.array(v.number())
	})
		.index('by_userId', ['userId'])
		.index('by_conversationId_userId', ['conversationId', 'userId']),

	messages: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		clientId: v.string(),
		// its place in the conversation, from 1
		number: v.number(),
		// empty once removed
		body: v.string(),
		replyTo: v.optional(v.id('messages')),
		// how many have reacted; who, is in `reactions`
		reactions: v.optional(v.array(v.object({ emoji: v.string(), count: v.number() }))),
		// the last edit: when, and the id its sender gave it
		editedAt: v.optional(v.number()),
		editId: v.optional(v.string()),
		removedAt: v.optional(v.number()),
		// whether everybody may find it; a conversation stays as open as it was made
		isOpen: v.boolean()
	})
		// newest messages and history
		.index('by_conversationId', ['conversationId'])
		// has this been sent before?
		.index('by_userId_clientId', ['userId', 'clientId'])
		// what somebody has written that is still there
		.index('by_userId_removedAt', ['userId', 'removedAt'])
		.searchIndex('search_body', {
			searchField: 'body',
			filterFields: ['conversationId', 'isOpen']
		}),

	// Every edit there has been, and not the last one alone: between the two arrivals of an edit that
	// comes twice, another device may have made a newer one.
	edits: defineTable({
		conversationId: v.id('conversations'),
		messageId: v.id('messages'),
		editId: v.string()
	})
		.index('by_conversationId', ['conversationId'])
		// has this edit been made before?
		.index('by_messageId_editId', ['messageId', 'editId']),

	reactions: defineTable({
		conversationId: v.id('conversations'),
		messageId: v.id('messages'),
		userId: v.id('users'),
		emoji: v.string()
	})
		.index('by_conversationId', ['conversationId'])
		.index('by_userId', ['userId'])
		// has this person reacted, and how?
		.index('by_messageId_userId', ['messageId', 'userId']),

	// Who is looking at a conversation, a row for each person: the latest of the places that they do it from.
	presences: defineTable({
		conversationId: v.id('conversations'),
		userId: v.id('users'),
		expiresAt: v.number(),
		typingUntil: v.optional(v.number()),
		// windows of the app, on whatever devices
		places: v.optional(
			v.array(
				v.object({ id: v.string(), expiresAt: v.number(), typingUntil: v.optional(v.number()) })
			)
		)
	})
		// who is here, the latest sign of life first
		.index('by_conversationId_expiresAt', ['conversationId', 'expiresAt'])
		.index('by_conversationId_userId', ['conversationId', 'userId'])
		.index('by_userId', ['userId']),

	// How much of what somebody may do they have left: a row for each user and kind, so that nobody
	// waits for another's.
	allowances: defineTable({
		userId: v.id('users'),
		kind: v.string(),
		left: v.number(),
		at: v.number()
	}).index('by_userId_kind', ['userId', 'kind'])
});

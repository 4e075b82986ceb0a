import { defineSchema, defineTable } from 'convex/server';
import { v } from 'convex/values';

export default defineSchema({
	notes: defineTable({
		channel: v.string(),
		body: v.string(),
		rank: v.optional(v.number()),
		author: v.optional(v.id('accounts'))
	})
		.index('by_channel', ['channel'])
		.index('by_channel_rank', ['channel', 'rank'])
		.index('by_rank', ['rank'])
		.searchIndex('search_body', { searchField: 'body', filterFields: ['channel', 'rank'] }),
	accounts: defineTable({ name: v.string(), balance: v.number() }).index('by_name', ['name']),
	things: defineTable({ value: v.optional(v.any()) }).index('by_value', ['value'])
});

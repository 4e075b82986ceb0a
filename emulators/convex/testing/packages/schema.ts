import { defineSchema, defineTable } from 'convex/server';
import { v } from 'convex/values';

export default defineSchema({
	scores: defineTable({ name: v.string(), points: v.number(), isOld: v.optional(v.boolean()) })
});

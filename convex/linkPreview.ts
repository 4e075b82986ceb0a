import { v, type Infer } from 'convex/values';

/** What a page says of itself, as plain text on one line each. */
export const pageSummary = v.object({
	title: v.string(),
	description: v.optional(v.string()),
	siteName: v.optional(v.string())
});
export type PageSummary = Infer<typeof pageSummary>;

/** The preview of a message: the link as it is in the text, and what its page has said. */
export const linkPreview = v.object({ url: v.string(), ...pageSummary.fields });

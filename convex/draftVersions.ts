/** What a draft is made of: the text of one device, and what another device wrote without having seen it. */
import { v, type Infer } from 'convex/values';

/** A text that is being written. The device that saves it chooses the id, another one each time. */
export const draftVersion = v.object({
	id: v.string(),
	text: v.string(),
	mentions: v.optional(v.array(v.object({ userId: v.string(), name: v.string() })))
});

export type DraftVersion = Infer<typeof draftVersion>;

/** The version that was saved last, and those beside it: nothing that was written is lost without a word. */
export interface DraftVersions {
	current?: DraftVersion | undefined;
	others: DraftVersion[];
}

/**
 * Puts a version in the place of those that its device has seen. Any other one stays beside it. Without a version,
 * those that were seen end.
 */
export function replaceVersions(
	{ current, others }: DraftVersions,
	seen: readonly string[],
	version?: DraftVersion
): DraftVersions {
	const isLeft = ({ id, text }: DraftVersion) => !seen.includes(id) && text !== version?.text;
	const left = others.filter(isLeft);
	if (!current || !isLeft(current)) return { current: version, others: left };
	return version ? { current: version, others: [current, ...left] } : { current, others: left };
}

import type { Account } from '$lib';

/** The reactions that are one touch away. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

const NAME = 'last-reaction';

/** What the reader has reacted with last, in any conversation. */
export function lastReaction(texts: Account['texts']): string {
	return texts.text(NAME) ?? QUICK_REACTIONS[0];
}

/** Remembers what the reader has reacted with. */
export function noteReaction(texts: Account['texts'], emoji: string): void {
	texts.setText(NAME, emoji);
}

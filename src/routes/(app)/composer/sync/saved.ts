import type { Account } from '$lib';
import { hasTexts } from '../../../has-texts';

/** What the backend has of a draft, as far as this device knows. */
export interface Saved {
	/** The versions that the text here comes from. The last ones may not have arrived. */
	ids: string[];
	/** The text of the one that is known to have arrived. */
	text: string;
}

/** The name of the text in which it is stored. */
export const savedName = (conversationId: string) => `saved-draft:${conversationId}`;

/** What the backend has of the draft in a conversation. Reactive. */
export function readSaved(texts: Account['texts'], conversationId: string): Saved | undefined {
	try {
		const saved: unknown = JSON.parse(texts.text(savedName(conversationId)) ?? 'null');
		return isSaved(saved) ? saved : undefined;
	} catch {
		// It cannot be read: then nothing is known.
		return undefined;
	}
}

/** Notes what the backend has of the draft in a conversation; `undefined`: nothing. */
export function noteSaved(
	texts: Account['texts'],
	conversationId: string,
	saved: Saved | undefined
): void {
	texts.setText(savedName(conversationId), saved && JSON.stringify(saved));
}

function isSaved(value: unknown): value is Saved {
	return hasTexts(value, 'text') && Array.isArray(value.ids) && value.ids.every(isText);
}

const isText = (value: unknown) => typeof value === 'string';

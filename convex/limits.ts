// Imported by the app as well, so that what the composer allows and what the server accepts are
// one rule: nothing here may import the server.
import { refuse, type InvalidField } from './refusals';

/** The longest message body, counted with {@link countCharacters}. */
export const MAX_BODY_CHARACTERS = 4000;

/** The longest name of a conversation, counted with {@link countCharacters}. */
export const MAX_NAME_CHARACTERS = 80;

/** The longest id that a client gives a message or an edit, counted with {@link countCharacters}. */
export const MAX_CLIENT_ID_CHARACTERS = 64;

/** How many conversations `conversations:list` returns. */
export const MAX_LISTED_CONVERSATIONS = 200;

/** How many of a conversation's newest messages `messages:list` returns. */
export const NEWEST_MESSAGES = 50;

/** The most messages one page of `messages:history` holds, whatever the caller asks for. */
export const MAX_HISTORY_PAGE = 100;

/** Refuses a text that is empty, or longer than `limit` characters. */
export function refuseUnlessFits(field: InvalidField, text: string, limit: number): void {
	if (text.trim() === '') throw refuse({ kind: 'Invalid', field, reason: 'empty', limit });
	if (countCharacters(text) > limit) {
		throw refuse({ kind: 'Invalid', field, reason: 'tooLong', limit });
	}
}

/**
 * The length of a text in Unicode code points: an emoji outside the basic plane counts as one, where
 * `text.length` says two.
 */
export function countCharacters(text: string): number {
	let count = 0;
	// Stepping, not spreading: the text may be megabytes that are about to be refused.
	for (let i = 0; i < text.length; i += isPairAt(text, i) ? 2 : 1) count++;
	return count;
}

function isPairAt(text: string, index: number): boolean {
	return (text.codePointAt(index) ?? 0) > 0xffff;
}

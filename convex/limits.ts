// Imported by the app as well, so that what the composer allows and what the server accepts are
// one rule: nothing here may import the server.
import { refuse, type InvalidField } from './refusals';

/** The longest message body, counted with {@link countCharacters}. */
export const MAX_BODY_CHARACTERS = 4000;

/** The longest name of a conversation or a person, counted with {@link countCharacters}. */
export const MAX_NAME_CHARACTERS = 80;

/** The longest id that a client gives a message or an edit, counted with {@link countCharacters}. */
export const MAX_CLIENT_ID_CHARACTERS = 64;

/** How many of the conversations that the caller is in `conversations:list` returns. */
export const MAX_LISTED_CONVERSATIONS = 500;

/** How many of the open ones that the caller is not in it returns besides. */
export const MAX_LISTED_OPEN = 200;

/** How many invitations it returns besides. */
export const MAX_LISTED_INVITATIONS = 50;

/** The most members one page of `members:list` holds, whatever the caller asks for. */
export const MAX_MEMBERS_PAGE = 100;

/** How many of a conversation's newest messages `messages:list` returns. */
export const NEWEST_MESSAGES = 50;

/** The most messages one page of `messages:history` holds, whatever the caller asks for. */
export const MAX_HISTORY_PAGE = 100;

/** How many characters of a message are shown where it is only mentioned. */
export const EXCERPT_CHARACTERS = 140;

/** The longest emoji: a family with skin colours is made of eleven characters, a flag of seven. */
export const MAX_EMOJI_CHARACTERS = 16;

/** How many different emoji a message can have as reactions. */
export const MAX_REACTION_KINDS = 20;

/** The longest text to search for, counted with {@link countCharacters}. */
export const MAX_SEARCH_CHARACTERS = 200;

/** How many messages `search:messages` returns. */
export const MAX_FOUND_MESSAGES = 50;

/** In how many of the caller's conversations that are not open `search:messages` looks. */
export const MAX_SEARCHED_CONVERSATIONS = 64;

/** How many people `people:find` returns. */
export const MAX_FOUND_PEOPLE = 20;

/** How many people `presence:here` returns. */
export const MAX_PRESENT = 50;

/** From how many windows at once somebody is known to be looking at a conversation. */
export const MAX_SESSIONS = 8;

/** How often a client says that somebody is here. */
export const PRESENCE_HEARTBEAT_MS = 20_000;

/** How long somebody counts as here after the last sign of them: two beats, and some. */
export const PRESENCE_MS = 45_000;

/** How often a client says that somebody is still typing. */
export const TYPING_HEARTBEAT_MS = 4_000;

/** How long somebody counts as typing after that was last said. */
export const TYPING_MS = 6_000;

/** Refuses a text that is empty, or longer than `limit` characters. */
export function refuseUnlessFits(field: InvalidField, text: string, limit: number): void {
	if (text.trim() === '') throw refuse({ kind: 'Invalid', field, reason: 'empty', limit });
	refuseIfLonger(field, text, limit);
}

/** Refuses a text that is longer than `limit` characters. */
export function refuseIfLonger(field: InvalidField, text: string, limit: number): void {
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

/** The beginning of a text on one line, for where it is only mentioned. */
export function toExcerpt(text: string): string {
	const line = text
		.slice(0, 8 * EXCERPT_CHARACTERS)
		.replace(/\s+/g, ' ')
		.trim();
	const characters = [...line];
	if (characters.length <= EXCERPT_CHARACTERS) return line;
	return `${characters.slice(0, EXCERPT_CHARACTERS - 1).join('')}…`;
}

function isPairAt(text: string, index: number): boolean {
	return (text.codePointAt(index) ?? 0) > 0xffff;
}

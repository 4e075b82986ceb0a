// The app imports this file too, so that the composer and the server have the same limits: nothing here may
// import the server.
import { countCharacters, cutCharacters, cutUnits, wellFormed } from './characters';

/** The longest message body, counted with `countCharacters`. */
export const MAX_BODY_CHARACTERS = 4000;

/** The longest draft that other devices get, counted with `countCharacters`: two messages. */
export const MAX_DRAFT_CHARACTERS = 2 * MAX_BODY_CHARACTERS;

/** The most drafts of a conversation that are kept beside the current one. */
export const MAX_OTHER_DRAFTS = 2;

/** The most conversations whose drafts `drafts:list` returns, of those that changed last. */
export const MAX_LISTED_DRAFTS = 50;

/** The longest name of a conversation or a person, counted with `countCharacters`. */
export const MAX_NAME_CHARACTERS = 80;

/** The longest id that a client gives a message or an edit, counted with `countCharacters`. */
export const MAX_CLIENT_ID_CHARACTERS = 64;

/**
 * The most entries that `conversations:changed` returns, of those that have changed last. With the caller's own
 * document and the migration's, a message makes each member read eight documents.
 */
export const MAX_INBOX_HEAD = 6;

/** The most entries of an inbox in one page of it, and in the answer to what has changed since a time. */
export const MAX_INBOX_PAGE = 500;

/** The most open conversations that `conversations:others` returns: the oldest, such as "General", and the newest. */
export const MAX_OTHERS_OPEN = 100;

/** The most joined conversations that `conversations:list` returns, and that a search covers. */
export const MAX_LISTED_CONVERSATIONS = 500;

/** The most open conversations that it returns in addition. */
export const MAX_LISTED_OPEN = 200;

/** The most people whose invitations a list has. */
export const MAX_LISTED_INVITERS = 50;

/** The most invitations of one of them that it has. `invitations:list` has all. */
export const MAX_LISTED_INVITATIONS = 3;

/** The most open conversations in one page of `conversations:directory`, whatever the caller asks for. */
export const MAX_DIRECTORY_PAGE = 50;

/** The most members in one page of `members:list`, whatever the caller asks for. */
export const MAX_MEMBERS_PAGE = 100;

/** The number of newest messages that `messages:list` returns. */
export const NEWEST_MESSAGES = 50;

/** The most documents in one page of a caller's own data. */
export const MAX_OWN_DATA_PAGE = 200;

/** The most messages in one page of `messages:history`, whatever the caller asks for. */
export const MAX_HISTORY_PAGE = 100;

/** How long a link to hand out is valid: a week. */
export const JOIN_LINK_MS = 7 * 24 * 60 * 60_000;

/** The most shared conversations of a profile, of the newest that the two of them have joined. */
export const MAX_SHARED_CONVERSATIONS = 50;

/** The length of a message's excerpt, in characters. */
export const EXCERPT_CHARACTERS = 140;

/** The longest emoji: a family with skin colours is made of eleven characters, a flag of seven. */
export const MAX_EMOJI_CHARACTERS = 16;

/** The most different emoji that a message can have as reactions. */
export const MAX_REACTION_KINDS = 20;

/** The most reactions whose people `reactions:people` returns. */
export const MAX_LISTED_REACTIONS = 100;

/** The most pinned messages of a conversation. */
export const MAX_PINS = 50;

/** In a conversation with more members than these, only its owner pins messages. */
export const MAX_PINNING_MEMBERS = 32;

/** The most mentions that a message keeps. */
export const MAX_MENTIONS = 20;

/** What a mention of all members has in the place of a user id. */
export const EVERYBODY = 'all';

/** The longest text to search for, counted with `countCharacters`. */
export const MAX_SEARCH_CHARACTERS = 200;

/** The most messages that `search:messages` returns. */
export const MAX_FOUND_MESSAGES = 50;

/** The most conversations by invitation that `search:messages` searches. */
export const MAX_SEARCHED_CONVERSATIONS = 64;

/** The most search entries that one call of `search:messages` reads; Convex allows 32,000 documents. */
export const MAX_SEARCHED_ENTRIES = 4_096;

/** The most of them in one of its searches: at more, Convex lets a search fail. */
export const MAX_ENTRIES_OF_SEARCH = 1_024;

/**
 * How much of search entries one call reads, in bytes: 2.5 MiB. With what else it reads, it stays below 8
 * MiB, and Convex allows 16.
 */
export const MAX_SEARCHED_BYTES = 2.5 * 1024 * 1024;

/** The longest text of a report, counted with `countCharacters`. */
export const MAX_REPORT_CHARACTERS = 1000;

/** The most reports in one page of `reports:list`, whatever the caller asks for. */
export const MAX_REPORTS_PAGE = 50;

/** The most people that `blocks:list` returns. */
export const MAX_BLOCKS = 500;

/** The most invitations in one page, whatever the caller asks for. */
export const MAX_INVITATIONS_PAGE = 50;

/** The most people that `people:find` and `people:search` return. */
export const MAX_FOUND_PEOPLE = 20;

/** The most members of a conversation in which they see who has read what. */
export const MAX_RECEIPT_MEMBERS = 20;

/** The most conversations whose messages one call says to have come to a device. */
export const MAX_DELIVERED_AT_ONCE = 50;

/** The most people that `presence:here` returns. */
export const MAX_PRESENT = 50;

/** The most sessions (windows) of one person in a conversation that are stored. */
export const MAX_SESSIONS = 8;

/** The interval of heartbeats, in milliseconds. */
export const PRESENCE_HEARTBEAT_MS = 60_000;

/** How long a person counts as present after their last heartbeat: a little more than an interval. */
export const PRESENCE_MS = 70_000;

/** The interval of heartbeats while somebody is typing, in milliseconds. */
export const TYPING_HEARTBEAT_MS = 8_000;

/** How long a person counts as typing after their last heartbeat that says so. */
export const TYPING_MS = 12_000;

/** The most UTF-16 units of a text that its excerpt is made of: the text may be mostly blank. */
const EXCERPTED_UNITS = 8 * EXCERPT_CHARACTERS;

/** What stands for a spoiler where it cannot be asked for. */
export const HIDDEN = '▒▒▒▒';

/**
 * The excerpt of a message, on one line: without the marks of its text, and without what a spoiler hides.
 * It is simpler than `parseText`, which draws a message: what it does not know stays as it was typed.
 */
export function toExcerpt(text: string): string {
	const read = cutUnits(text, EXCERPTED_UNITS);
	// The end of a spoiler may be beyond.
	const spoilers =
		read.length < text.length ? /\|\|(?=\S)(?:[^]*?\S\|\||[^]*$)/g : /\|\|(?=\S)[^]*?[^\s|]\|\|/g;
	const shown = read
		.replace(spoilers, HIDDEN)
		.replace(/^(?:> )+|```(?:[\w+#.-]*\n)?/gm, '')
		.replace(/\[([^[\]\n]+)\]\((?:https?:\/\/|mailto:)[^\s)]*\)/g, '$1')
		.replace(/(\*\*|~~)(?=\S)(.*?\S)\1/g, '$2')
		.replace(/(?<![\p{L}\p{N}\\])(__|[*_`])(?=\S)(.*?\S)\1(?![\p{L}\p{N}])/gu, '$2');
	return toLine(shown, read.length < text.length);
}

/** The beginning of a text as it was typed, on one line, for those who decide about it. */
export function toTypedExcerpt(text: string): string {
	const read = cutUnits(text, EXCERPTED_UNITS);
	return toLine(read, read.length < text.length);
}

function toLine(text: string, isCut: boolean): string {
	const line = wellFormed(text).replace(/\s+/g, ' ').trim();
	if (!isCut && countCharacters(line) <= EXCERPT_CHARACTERS) return line;
	return `${cutCharacters(line, EXCERPT_CHARACTERS - 1)}…`;
}

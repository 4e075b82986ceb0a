/** What is being written: `@` and the beginning of a name, or `:` and that of an emoji's. */
export interface Token {
	sign: '@' | ':';
	query: string;
	/** Where it is in the text: from one index up to another, which is the caret's. */
	from: number;
	to: number;
}

/** What a token may become. */
export interface Suggestion {
	key: string;
	/** What is written in its place. */
	text: string;
	/** What it is called, in the list. */
	name: string;
	/** An emoji, or whose face shows. */
	sign: { emoji: string } | { subject: string; pictureUrl?: string | undefined };
	/** Whom it mentions. */
	mention?: { userId: string; name: string };
}

/** The most suggestions at once. */
export const MOST_SUGGESTIONS = 8;

/** The most UTF-16 units of a token: a longer one is none. */
const MOST_UNITS = 60;

/** It begins a word. A name may have a second one; an emoji has two letters before anything is offered. */
const TOKEN =
	/(?<=^|[\s([{"'“«])(?:@(?<name>[^\s@:]*(?: [^\s@:]*)?)|:(?<emoji>[\p{L}\p{N}_+-]{2,}))$/u;

/** What is being written at the caret. */
export function tokenAt(text: string, caret: number): Token | undefined {
	const start = Math.max(0, caret - MOST_UNITS);
	const match = TOKEN.exec(text.slice(start, caret));
	if (!match || (match.index === 0 && start > 0)) return undefined;
	const { name, emoji = '' } = match.groups ?? {};
	return {
		sign: name === undefined ? ':' : '@',
		query: name ?? emoji.replaceAll('_', ' '),
		from: start + match.index,
		to: caret
	};
}

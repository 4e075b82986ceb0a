import { charactersOf } from '$convex/characters';

/** A character that is drawn as an emoji, by itself or because of what follows it: "©" and "❤" alone are text. */
const EMOJI = /^(\p{EPres}|.[\ufe0f\p{EMod}])/u;

/** Three emoji have no more UTF-16 units than this: longer texts need no second look. */
const MOST_UNITS = 120;

/** Whether a text is up to three emoji and nothing else: these are drawn large. */
export function isLargeEmoji(text: string): boolean {
	const characters = text.length < MOST_UNITS ? charactersOf(text.replace(/\s/g, '')) : [];
	return (
		characters.length > 0 && characters.length < 4 && characters.every((one) => EMOJI.test(one))
	);
}

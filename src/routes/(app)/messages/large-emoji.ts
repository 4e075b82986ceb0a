import { charactersOf } from '$convex/characters';

/** A flag, a key, or a character that is drawn as an emoji: "©" and "↔" alone are drawn as text. */
const EMOJI = /^(\p{RI}{2}|\p{EPres}|\p{ExtPict}[\ufe0f\p{EMod}]|[\d#*]\ufe0f?\u20e3)/u;

/** Three emoji have no more UTF-16 units than this: longer texts need no second look. */
const MOST_UNITS = 120;

/** Whether a text is up to three emoji and nothing else: these are drawn large. */
export function isLargeEmoji(text: string): boolean {
	if (text.length > MOST_UNITS) return false;
	const characters = charactersOf(text.replace(/\s/g, ''));
	return (
		characters.length > 0 && characters.length < 4 && characters.every((one) => EMOJI.test(one))
	);
}

// Imported by the app as well, so that what a form takes and what the server writes are one rule:
// nothing here may import the server.
import { countCharacters, cutCharacters, cutUnits } from './characters';
import { MAX_NAME_CHARACTERS } from './limits';
import { refuseIfLonger, refuseUnlessFits } from './textLimits';

/** What others see instead of a name: nobody has said one, or the person is gone. */
export const SOMEONE = 'Someone';

/** No code point takes more UTF-16 units; the rest are for what the rules below remove. */
const MAX_READ_UNITS = 8 * MAX_NAME_CHARACTERS;

/**
 * A name as it is written down: on one line, without what would reverse the text around it
 * (`Bidi_Control`), without halves of surrogate pairs, and at most {@link MAX_NAME_CHARACTERS} code
 * points long, without a part of a character at its end. Empty when nothing of it can be seen.
 */
export function cleanName(text: string): string {
	return cutCharacters(tidyName(text), MAX_NAME_CHARACTERS).trimEnd();
}

/** How many characters of a name {@link cleanName} would cut off. */
export function excessOfName(text: string): number {
	return Math.max(0, countCharacters(tidyName(text)) - MAX_NAME_CHARACTERS);
}

function tidyName(text: string): string {
	const name = cutUnits(text, MAX_READ_UNITS)
		.replace(/[\p{Bidi_Control}\p{Surrogate}]/gu, '')
		.replace(/[\s\p{Control}]+/gu, ' ')
		.trim();
	// Joiners and variation selectors belong to many names, and are no name by themselves.
	return /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(name) ? '' : name;
}

/** The same for a name that somebody gives; refuses one that is too long, and one that nobody could see. */
export function requireName(text: string): string {
	refuseIfLonger('name', text, MAX_NAME_CHARACTERS);
	const name = cleanName(text);
	refuseUnlessFits('name', name, MAX_NAME_CHARACTERS);
	return name;
}

/** Whether a name has an e-mail address in it, which everyone in a conversation could read. */
export function hasEmailAddress(name: string): boolean {
	return /[^\s@]@[^\s@]+\.[^\s@]/.test(name);
}

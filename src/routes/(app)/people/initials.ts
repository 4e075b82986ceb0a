import { charactersOf } from '$convex/characters';

/** The first characters of the first two words of a name, in capitals; empty for a name without any. */
export function initialsOf(name: string): string {
	// What turns the text around it would turn the letters here, and cannot be seen.
	const words = name.match(/[^\s\p{Bidi_Control}]+/gu) ?? [];
	return words
		.slice(0, 2)
		.map((word) => charactersOf(word)[0])
		.join('')
		.toLocaleUpperCase();
}

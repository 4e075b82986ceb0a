import { foldCharacters } from '$convex/searchCharacters';

/** Those with a text in their name; case, and marks that many people leave out, do not matter. */
export function namedLike<Named extends { name: string }>(
	all: readonly Named[],
	text: string
): readonly Named[] {
	const wanted = fold(text.trim());
	return wanted === '' ? all : all.filter(({ name }) => fold(name).includes(wanted));
}

const fold = (text: string) =>
	foldCharacters(text)
		.map((character) => character.text)
		.join('');

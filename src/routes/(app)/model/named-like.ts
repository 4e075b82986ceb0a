import { foldName } from './fold-name';

/** Those with a text in their name; case, and marks that many people leave out, do not matter. */
export function namedLike<Named extends { name: string }>(
	all: readonly Named[],
	text: string
): readonly Named[] {
	const wanted = foldName(text.trim());
	return wanted === '' ? all : all.filter(({ name }) => foldName(name).includes(wanted));
}

import { foldCharacters } from '$convex/searchCharacters';

/** A name as it is compared: case, and marks that many people leave out, do not matter. */
export function foldName(name: string): string {
	return foldCharacters(name)
		.map(({ text }) => text)
		.join('');
}

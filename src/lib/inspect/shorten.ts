/** The longest text that is shown as it is. */
const PLAIN_CHARACTERS = 40;

/**
 * A short name for an id of Clerk's, such as `user_#1f3a9c2e`: the same for the same id, and the id cannot be
 * read from it.
 */
export function shortenId(id: string): string {
	const prefix = /^[a-z]+_/.exec(id)?.[0] ?? '';
	return `${prefix}#${hashOf(id)}`;
}

/** The beginning of a long text. */
export function shortenText(text: string): string {
	return text.length > PLAIN_CHARACTERS ? `${text.slice(0, PLAIN_CHARACTERS)}…` : text;
}

/** FNV-1a, of 32 bits: enough to tell apart the few ids of one device. */
export function hashOf(text: string): string {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return (hash >>> 0).toString(16).padStart(8, '0');
}

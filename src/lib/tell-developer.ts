import type { CodedError } from './errors.js';

/** What has been written in this page. */
const told = new Set<string>();

/** Writes an error to the browser's console, once in a page. Call it in development only. */
export function tellDeveloper({ name, code, message, cause }: CodedError<string>): void {
	const words = `[clerk-convex-svelte] ${name} ${code}: ${message} (docs/errors.md)`;
	if (told.has(words)) return;
	told.add(words);
	console.error(...[words, cause].filter(Boolean));
}

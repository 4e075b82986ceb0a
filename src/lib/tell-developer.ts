import { DEV } from 'esm-env';
import type { CodedError } from './errors.js';

/** What has been written in this page. */
let told: Set<string> | undefined;

/** Writes an error to the browser's console, once in a page and in development only. */
export function tellDeveloper({ name, code, message, cause }: CodedError<string>): void {
	// Here, so that a production build has nothing of it.
	if (!DEV) return;
	told ??= new Set();
	const words = `[clerk-convex-svelte] ${name} ${code}: ${message} (docs/errors.md)`;
	if (told.has(words)) return;
	told.add(words);
	console.error(...[words, cause].filter(Boolean));
}

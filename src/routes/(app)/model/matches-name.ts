import { toTerms } from '$convex/searchTerms';

/** Whether each word of a text begins a word of a name, whatever their case and accents. */
export function matchesName(name: string, text: string): boolean {
	const typed = toTerms(text);
	// Signs alone are no words.
	if (typed.length === 0) return name.includes(text.trim());
	const words = toTerms(name);
	return typed.every((one) => words.some((word) => word.text.startsWith(one.text)));
}

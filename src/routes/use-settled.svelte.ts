import { untrack } from 'svelte';

/** A text is settled when nothing was typed for this long. */
const SETTLED_MS = 200;

/**
 * A text that somebody types, once it is settled: what is worth a search. Call it while a component is
 * initialised.
 */
export function useSettled(text: () => string): { readonly current: string } {
	let settled = $state(untrack(text));
	$effect(() => {
		const typed = text();
		const timer = setTimeout(() => (settled = typed), SETTLED_MS);
		return () => clearTimeout(timer);
	});
	return {
		get current() {
			return settled;
		}
	};
}

import type { LoadedClerk } from '@clerk/shared/types';
import type { ClerkAppearance, ClerkSettings } from './clerk-settings.js';

/** How Clerk's own SDKs change the look while Clerk runs. Clerk's types leave it out. */
interface ChangeableClerk {
	__internal_updateProps?: (props: { appearance: ClerkAppearance | undefined }) => unknown;
}

/** The look of Clerk's UI, as the app gives it now. Reactive. */
export type AskAppearance = () => ClerkSettings['appearance'];

/** Reads the look that the app gives now. */
export function readAppearance(ask: AskAppearance): ClerkAppearance | undefined {
	const given = ask();
	return typeof given === 'function' ? (given as () => ClerkAppearance | undefined)() : given;
}

/**
 * Changes the look of a Clerk that has loaded, whenever the Svelte state that it is read from changes, until
 * the signal is aborted. Clerk has the first one already.
 */
export function followAppearance(
	clerk: LoadedClerk,
	ask: AskAppearance,
	signal: AbortSignal
): void {
	let isFirst = true;
	const stop = $effect.root(() => {
		$effect(() => {
			const appearance = readAppearance(ask);
			if (!isFirst) (clerk as ChangeableClerk).__internal_updateProps?.({ appearance });
			isFirst = false;
		});
	});
	signal.addEventListener('abort', stop);
}

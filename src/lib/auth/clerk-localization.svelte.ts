import type { Report } from '../diagnostics.js';
import type { LoadedClerk, LocalizationResource } from '@clerk/shared/types';

/** How Clerk's own SDKs change options while Clerk runs. Clerk's types leave it out. */
interface ChangeableClerk {
	__internal_updateProps?: (props: { options: { localization: Localization } }) => unknown;
}

type Localization = LocalizationResource | undefined;

/** Returns Clerk's UI strings. It may read Svelte's state, or always return the same. */
export type AskLocalization = () => Promise<Localization> | undefined;

/**
 * Asks for Clerk's UI strings, and again whenever the Svelte state that `ask` reads changes, until the
 * signal is aborted. Resolves after the first answer. When an answer fails, the UI is English.
 */
export function followLocalization(
	ask: AskLocalization,
	apply: (localization: Localization) => void,
	{ report, signal }: { report: Report; signal: AbortSignal }
): Promise<void> {
	return new Promise((resolve) => {
		const stop = $effect.root(() => {
			$effect(() => {
				let isOver = false;
				const answer = async () => await ask();
				const settle = (localization: Localization) => {
					if (!isOver) apply(localization);
					resolve();
				};
				answer().then(settle, (error: unknown) => {
					report('localization_failed', error);
					settle(undefined);
				});
				return () => (isOver = true);
			});
		});
		signal.addEventListener('abort', stop);
	});
}

/** Changes the UI strings of a Clerk that has loaded. */
export function localize(clerk: LoadedClerk, localization: Localization): void {
	(clerk as ChangeableClerk).__internal_updateProps?.({ options: { localization } });
}

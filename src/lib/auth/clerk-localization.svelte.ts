import type { LoadedClerk, LocalizationResource } from '@clerk/shared/types';

/** Clerk's way, in its own SDKs, to change its options while it runs; its types leave it out. */
interface ChangeableClerk {
	__internal_updateProps?: (props: { options: { localization: Localization } }) => unknown;
}

type Localization = LocalizationResource | undefined;

/** What Clerk's components say; it reads Svelte's state, or is the same for good. */
export type AskLocalization = () => Promise<Localization> | undefined;

/**
 * Asks what Clerk's components are to say, and again whenever what that reads of Svelte's state changes,
 * until the signal is aborted. Resolves with the first answer; what cannot be had is English.
 */
export function followLocalization(
	ask: AskLocalization,
	apply: (localization: Localization) => void,
	signal: AbortSignal
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
				answer().then(settle, () => settle(undefined));
				return () => (isOver = true);
			});
		});
		signal.addEventListener('abort', stop);
	});
}

/** Has the components of a Clerk that is loaded say something else. */
export function localize(clerk: LoadedClerk, localization: Localization): void {
	(clerk as ChangeableClerk).__internal_updateProps?.({ options: { localization } });
}

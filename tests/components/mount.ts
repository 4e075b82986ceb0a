import type { Component } from 'svelte';
import { render } from 'vitest-browser-svelte';
import { Language } from '../../src/routes/texts/language.svelte.ts';
import Stage from './Stage.svelte';

/** Mounts a component as the app would, in English. The test's end takes it away. */
export async function mount<Props extends object>(component: Component<Props>, shownProps: Props) {
	const language = await Language.open(['en'], undefined);
	// The stage hands these on to this very component.
	const Shown = component as unknown as Component<Record<string, unknown>>;
	return await render(Stage, {
		props: { Shown, shownProps: shownProps, language }
	});
}

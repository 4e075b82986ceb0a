import type { Component } from 'svelte';
import { render } from 'vitest-browser-svelte';
import Stage from './Stage.svelte';
import { Language } from '../../src/routes/texts/language.svelte.ts';
import type { TimeSource } from '../../src/routes/time.ts';

export interface MountOptions {
	/** The time and the time zone that the component shows. */
	clock?: TimeSource;
	/** Sets the contexts that the component reads. */
	provide?: () => void;
}

/**
 * Mounts a component as the app would, in English. The test's end takes it away. `change` gives it other
 * properties.
 */
export async function mount<Props extends object>(
	component: Component<Props>,
	shownProps: Props,
	{ clock, provide }: MountOptions = {}
) {
	const language = await Language.open(['en'], undefined, clock);
	// The stage hands these on to this very component.
	const Shown = component as unknown as Component<Record<string, unknown>>;
	const screen = await render(Stage, { props: { Shown, shownProps, language, provide } });
	const change = (changed: Partial<Props>) =>
		screen.rerender({ shownProps: { ...shownProps, ...changed } });
	return Object.assign(screen, { change });
}

import type { Component } from 'svelte';
import { render } from 'vitest-browser-svelte';
import { onTestFinished } from 'vitest';
import { Language } from '../../src/routes/texts/language.svelte.ts';
import type { TimeSource } from '../../src/routes/time.ts';
import type { Given } from './given.ts';
import Stage from './Stage.svelte';

interface MountOptions extends Given {
	/** The time and the time zone that the component shows. */
	clock?: TimeSource;
}

/**
 * Mounts a component in a page like the app's, in English, until the test ends. `update` gives it other
 * properties.
 */
export async function mount<Props extends object>(
	component: Component<Props>,
	shownProps: NoInfer<Props>,
	{ clock, ...given }: MountOptions = {}
) {
	const language = await Language.open(['en'], undefined, clock);
	// The stage passes these on to this very component.
	const Shown = component as unknown as Component<Record<string, unknown>>;
	const { app, frame, target } = createPage();
	const screen = await render(Stage, {
		props: { Shown, shownProps, language, ...given },
		target
	});
	const unmount = async () => {
		await screen.unmount();
		app.remove();
	};
	onTestFinished(async () => {
		if (app.isConnected) await unmount();
	});
	const update = (changed: Partial<Props>) =>
		screen.rerender({ shownProps: { ...shownProps, ...changed } });
	return { ...screen, frame, update, unmount };
}

/** The elements around a page of the app, with the same sizes. */
function createPage() {
	const [app, frame, target] = ['div', 'div', 'main'].map((name) => document.createElement(name));
	if (!app || !frame || !target) throw new Error('The page was not made.');
	app.id = 'app';
	frame.className = 'frame';
	frame.style.cssText = 'position: fixed; inset: 0; display: flex';
	target.style.cssText = 'display: flex; flex-direction: column; flex: 1; min-width: 0';
	frame.append(target);
	app.append(frame);
	document.body.append(app);
	return { app, frame, target };
}

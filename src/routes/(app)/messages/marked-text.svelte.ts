import type { Component } from 'svelte';
import type { TextProps } from './text-props';

let drawing = $state.raw<Component<TextProps>>();
let loading: Promise<void> | undefined;

/** What draws marks, addresses and whose words it has; `undefined` until it is loaded. */
export const drawnBy = (): Component<TextProps> | undefined => drawing;

/** Settles when all that is drawn has its form. */
export const whenDrawn = (): Promise<void> | undefined => loading;

/** Loads it, with the first text that may have something to draw. */
export function loadDrawing(): void {
	loading ??= import('./MarkedText.svelte').then(
		(module) => void (drawing = module.default),
		// It shows as it was typed. The next text tries again.
		() => (loading = undefined)
	);
}

import type { Environment } from 'vitest/runtime';

/**
 * Node, with the code compiled as for a browser: on a server Svelte takes the reactivity out. There is no
 * DOM in it; what needs a window is given a fake one.
 */
export default {
	name: 'client',
	viteEnvironment: 'client',
	setup: () => ({ teardown: () => undefined })
} satisfies Environment;

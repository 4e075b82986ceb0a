import type { Environment } from 'vitest/runtime';

/**
 * Node, with code compiled as for a browser: for a server, Svelte removes the reactivity. There is no DOM.
 * Tests pass a fake window to code that needs one.
 */
export default {
	name: 'client',
	viteEnvironment: 'client',
	setup: () => ({ teardown: () => undefined })
} satisfies Environment;

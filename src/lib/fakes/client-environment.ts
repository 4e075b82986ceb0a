import { setMaxListeners } from 'node:events';
import type { Environment } from 'vitest/runtime';

/** A dozen parts end with a client's signal. More listeners than this are a leak, and Node warns of them. */
const MOST_LISTENERS = 20;

/**
 * Node, with code compiled as for a browser: for a server, Svelte removes the reactivity. There is no DOM.
 * Tests pass a fake window to code that needs one.
 */
export default {
	name: 'client',
	viteEnvironment: 'client',
	setup: () => {
		setMaxListeners(MOST_LISTENERS);
		return { teardown: () => undefined };
	}
} satisfies Environment;

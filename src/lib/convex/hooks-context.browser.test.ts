import type { ConvexClient } from 'convex/browser';
import { useAuth, useConvexClient } from 'convex-svelte';
import { mount, unmount, type Component } from 'svelte';
import { expect, test } from 'vitest';
import { setConvexHooksContext, type HooksContext } from './hooks-context.js';

/** What convex-svelte's functions find in a component below. */
function findBelow(context: HooksContext) {
	let found: { client: ConvexClient; auth: ReturnType<typeof useAuth> } | undefined;
	const probe = () => {
		setConvexHooksContext(context);
		found = { client: useConvexClient(), auth: useAuth() };
		return {};
	};
	void unmount(mount(probe as unknown as Component, { target: document.body }));
	if (!found) throw new Error('The component was not mounted.');
	return found;
}

test('convex-svelte’s functions find the current client and the auth state', () => {
	const opened: { client?: ConvexClient } = {};
	const auth = { isLoading: false, isAuthenticated: true };
	const found = findBelow({ client: () => opened.client, auth });
	expect(found.auth.isAuthenticated).toBe(true);
	expect(found.client.disabled).toBe(true);
	expect(() => found.client.client).toThrow('nobody is signed in');

	opened.client = { disabled: false, closed: false } as ConvexClient;
	expect(found.client.disabled).toBe(false);
	expect(found.client.closed).toBe(false);
});

import { mount, unmount, type Component } from 'svelte';
import { useClerkContext } from 'svelte-clerk/client';
import { expect, test } from 'vitest';
import { createClerkContext, setClerkContext } from '../../src/lib/auth/clerk-context.ts';

test('svelte-clerk’s components find the context of Clerk', () => {
	const context = createClerkContext(
		() => undefined,
		() => ({ status: 'loading', awaits: 'device', error: undefined })
	);
	let found: unknown;
	const probe = () => {
		setClerkContext(context);
		found = useClerkContext();
		return {};
	};
	void unmount(mount(probe as unknown as Component, { target: document.body }));
	expect(found).toBe(context);
});

type Theirs = ReturnType<typeof useClerkContext>;

// Fails the check of types when svelte-clerk's components read something else. It has types of its own for Clerk.
createClerkContext satisfies (...given: never[]) => Omit<Theirs, 'clerk'>;

import { expect, test } from 'vitest';
import { ClerkComponent, type ClerkConvexClient } from '$lib';
import { mount } from './mount.ts';

/** A Clerk that notes which of its components an app puts where. tests/packed has the real one. */
function notingClerk() {
	const notes: unknown[] = [];
	const clerk = {
		mountSignIn: (node: Element, props: object) => notes.push(['sign-in', node.isConnected, props]),
		unmountSignIn: () => notes.push(['no sign-in']),
		mountSignUp: (node: Element, props: object) => notes.push(['sign-up', node.isConnected, props]),
		unmountSignUp: () => notes.push(['no sign-up']),
		__internal_updateProps: ({ props }: { props: object }) => notes.push(['changed', props])
	};
	const client = { clerkContext: { clerk } } as unknown as ClerkConvexClient;
	return { client, taken: () => notes.splice(0) };
}

test('Clerk’s component is put into the page once, changed in place, and taken out', async () => {
	const { client, taken } = notingClerk();
	const signIn = { name: 'SignIn' as 'SignIn' | 'SignUp', props: { signUpUrl: '/up' } };
	const { update, unmount } = await mount(ClerkComponent<'SignIn' | 'SignUp'>, signIn, { client });
	expect(taken()).toEqual([['sign-in', true, { signUpUrl: '/up' }]]);
	await update({ props: { signUpUrl: '/join' } });
	expect(taken()).toEqual([['changed', { signUpUrl: '/join' }]]);
	await update({ name: 'SignUp', props: undefined });
	expect(taken()).toEqual([['no sign-in'], ['sign-up', true, {}]]);
	await unmount();
	expect(taken()).toEqual([['no sign-up']]);
});

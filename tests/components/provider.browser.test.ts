import { expect, test, vi } from 'vitest';
import { listed } from './messages.ts';
import { mount } from './mount.ts';
import { WAIT, World } from './world.ts';
import Gates from './Gates.svelte';
import WhoIsThere from './WhoIsThere.svelte';

/** The provider in a page, and which of its gates are open. */
async function open(world: World) {
	const onCreated = vi.fn();
	const screen = await mount(Gates, { convexUrl: world.convexUrl, onCreated });
	const gates = ['Loading', 'Signed out', 'Signed in', 'Confirmed'];
	const isShown = (text: string) => screen.getByText(text, { exact: true }).query() !== null;
	const shown = () => gates.filter(isShown);
	const expectShown = (...texts: string[]) => expect.poll(shown).toEqual(texts);
	return { ...screen, shown, expectShown, onCreated };
}

test('shows the loading gate until Clerk answers, then the gate for nobody', async () => {
	const world = new World();
	world.clerkServer.isReachable = false;
	const { shown, expectShown } = await open(world);
	await expectShown('Loading');
	world.clerkServer.isReachable = true;
	window.dispatchEvent(new Event('online'));
	await expectShown('Signed out');
	expect(shown()).toEqual(['Signed out']);
});

test('shows what is for signed-in users once Convex has confirmed them', async () => {
	const world = new World();
	world.convex.state = 'down';
	world.clerkServer.addSession('Ada');
	const { getByText, expectShown } = await open(world);
	await expect.element(getByText('Account: user_ada')).toBeVisible();
	await expectShown('Loading');
	world.convex.state = 'up';
	window.dispatchEvent(new Event('online'));
	await expectShown('Signed in', 'Confirmed');
});

test('with no network, a remembered user is signed in and not confirmed, and reads what is cached', async () => {
	const world = new World();
	world.convex.results.set('conversations:list', [listed()]);
	world.clerkServer.addSession('Ada');
	const first = await open(world);
	await first.expectShown('Signed in', 'Confirmed');
	await expect.element(first.getByText('Conversations: General, live')).toBeVisible();
	await first.unmount();

	world.convex.state = 'down';
	world.clerkServer.isReachable = false;
	world.loadClerk();
	const { getByText, expectShown } = await open(world);
	await expectShown('Signed in');
	await expect.element(getByText('Conversations: General, cached')).toBeVisible();
});

test('a sign-out closes the account, and creates what is below the provider again', async () => {
	const world = new World();
	world.convex.results.set('conversations:list', [listed()]);
	world.clerkServer.addSession('Ada');
	const { getByText, getByRole, expectShown, onCreated } = await open(world);
	await expect.element(getByText('Conversations: General, live')).toBeVisible();
	onCreated.mockClear();
	// What anybody may see is asked for anew.
	world.convex.results.set('conversations:list', [listed({ name: 'Public' })]);
	await getByRole('button', { name: 'Sign out' }).click();
	await expectShown('Signed out');
	await expect.element(getByText('Account: none')).toBeVisible();
	await expect.element(getByText('Conversations: Public, live')).toBeVisible();
	expect(onCreated).toHaveBeenCalledOnce();
});

test('another user finds nothing of the last one', async () => {
	const world = new World();
	world.convex.results.set('conversations:list', [listed()]);
	world.clerkServer.addSession('Ada');
	const { getByText, onCreated } = await open(world);
	await expect.element(getByText('Conversations: General, live')).toBeVisible();
	onCreated.mockClear();
	world.convex.results.set('conversations:list', []);
	world.convex.state = 'mute';
	world.clerk.signIn('Grace');
	await expect.element(getByText('Account: user_grace')).toBeVisible();
	await expect.element(getByText('Conversations: none, not read')).toBeVisible();
	expect(onCreated).toHaveBeenCalled();
});

test('a provider that is gone leaves no listener and no connection', async () => {
	const world = new World();
	world.clerkServer.addSession('Ada');
	const { unmount, expectShown } = await open(world);
	await expectShown('Signed in', 'Confirmed');
	expect(world.clerk.listenerCount).toBe(1);
	expect(world.convex.sockets.size).toBe(1);
	await unmount();
	await vi.waitUntil(() => world.convex.sockets.size === 0, WAIT);
	expect(world.clerk.listenerCount).toBe(0);
});

test('a component outside of a provider says what is missing', async () => {
	await expect(mount(WhoIsThere, { onCreated: () => undefined })).rejects.toThrow(
		'There is no <ClerkConvexProvider> above this component.'
	);
});

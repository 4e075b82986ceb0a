import { closeConvex } from 'convex-svelte/sveltekit';
import { expect, onTestFinished, test } from 'vitest';
import AppsOwnClient from './AppsOwnClient.svelte';
import GatedList from './GatedList.svelte';
import { listed } from './messages.ts';
import { mount } from './mount.ts';
import PublicRead from './PublicRead.svelte';
import { World } from './world.ts';

/** A backend whose list has one name: the identity of whoever asks. */
function aWorld() {
	const world = new World();
	onTestFinished(closeConvex);
	world.convex.results.set('conversations:list', () => [
		listed({ name: `of ${world.convex.identities.at(-1) ?? 'nobody'}` })
	]);
	return world;
}

test('both kinds of query are nobody’s, then the user’s, then nobody’s again', async () => {
	const world = aWorld();
	const { getByText, getByRole, container } = await mount(PublicRead, {
		convexUrl: world.convexUrl
	});
	const expectOf = async (whom: string) => {
		await expect.element(getByText(`useQuery: of ${whom}`)).toBeVisible();
		await expect.element(getByText(`useCachedQuery: of ${whom}`)).toBeVisible();
	};
	await expectOf('nobody');
	world.convex.state = 'mute';
	world.clerk.signIn('Ada');
	await expect.element(getByText('useQuery: loading')).toBeVisible();
	expect(container.textContent).not.toContain('of nobody');
	world.convex.state = 'up';
	world.convex.drop();
	await expectOf('user_ada');
	await getByRole('button', { name: 'Sign out' }).click();
	await expectOf('nobody');
	expect(world.convex.sockets.size).toBe(1);
});

test('queries that end with the user ask nothing as nobody', async () => {
	const world = aWorld();
	world.clerkServer.addSession('Ada');
	world.loadClerk();
	const { getByText, getByRole } = await mount(GatedList, { convexUrl: world.convexUrl });
	await expect.element(getByText('useQuery: of user_ada')).toBeVisible();
	await expect.element(getByText('useCachedQuery: of user_ada')).toBeVisible();
	await getByRole('button', { name: 'Sign out' }).click();
	await expect.poll(() => world.convex.sockets.size).toBe(0);
	const { length } = world.convex.wire;
	await getByRole('button', { name: 'Ask' }).click();
	await expect.element(getByText('Answered')).toBeVisible();
	expect(world.convex.wire.slice(length)).toEqual([
		...['2 Connect', '2 ModifyQuerySet', '2 ModifyQuerySet +users:current', '2 ModifyQuerySet -']
	]);
});

test('an app’s own client above the provider stays nobody’s, and keeps the user out', async () => {
	const world = aWorld();
	world.clerkServer.addSession('Ada');
	world.loadClerk();
	const { getByText } = await mount(AppsOwnClient, {
		convexUrl: world.convexUrl,
		hasProvider: true
	});
	await expect.element(getByText('Own: of nobody')).toBeVisible();
	await expect.element(getByText('loading', { exact: true })).toBeVisible();
	expect(world.convex.tokens).toEqual([]);
});

test('an app’s own client that finds the user’s gets an error, also after the user has left', async () => {
	const world = aWorld();
	world.clerkServer.addSession('Ada');
	world.loadClerk();
	const { getByText, getByRole } = await mount(PublicRead, { convexUrl: world.convexUrl });
	await expect.element(getByText('useQuery: of user_ada')).toBeVisible();
	const own = await mount(AppsOwnClient, { convexUrl: world.convexUrl, hasProvider: false });
	await expect.element(own.getByText(/Own: The page’s Convex client/)).toBeVisible();
	// The second page lies over the button.
	getByRole('button', { name: 'Sign out' })
		.element()
		.dispatchEvent(new MouseEvent('click', { bubbles: true }));
	await expect.element(getByText('useQuery: of nobody')).toBeVisible();
	expect(own.container.textContent).not.toContain('user_ada');
});

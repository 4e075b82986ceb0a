import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { mount } from './mount.ts';
import { World } from './world.ts';
import RoleGates from './RoleGates.svelte';

const ALL = ['has true', 'Authenticated', 'may manage', 'Show', 'Show: may manage', 'signed in'];

/** Ada is an admin of an organisation; what the gates show of it. */
async function openAsAdmin() {
	const world = new World();
	const { client } = await world.launch();
	const { baseElement } = await mount(RoleGates, {}, { client });
	const shown = () => {
		flushSync();
		return [...baseElement.querySelectorAll('main p')].map(({ textContent }) => textContent);
	};
	world.clerk.switchTo('org_engine', 'org:admin', ['org:invoices:manage']);
	await expect.poll(shown).toEqual(ALL);
	return { world, client, shown };
}

test('a demotion closes this library’s gates and svelte-clerk’s in the same tick', async () => {
	const { world, shown } = await openAsAdmin();
	world.clerk.hearOfRole('org:member');
	expect(shown()).toEqual(['has false']);
	// Clerk's membership says "admin" still.
	expect(world.clerk.user?.organizationMemberships[0]?.role).toBe('org:admin');
	world.clerk.switchTo('org_engine', 'org:member');
	await expect.poll(shown).toEqual(['has false', 'signed in']);
});

test('a sign-out closes them before Clerk knows of it', async () => {
	const { world, client, shown } = await openAsAdmin();
	world.clerkServer.isReachable = false;
	const leaving = client.logout();
	expect(shown()).toEqual(['has false', 'signed out']);
	await leaving;
});

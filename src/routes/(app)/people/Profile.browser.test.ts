import { expect, test } from 'vitest';
import { listed } from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import { GRACE, World } from '../../../../tests/components/world';
import Profile from './Profile.svelte';

const person = { subject: GRACE, name: 'Grace Hopper' };

/** Ada's device, where Grace has a profile and is in no direct conversation with her. */
async function aWorld() {
	const world = new World();
	world.convex.results.set('profiles:get', () => ({ ...person, isBlocked: false, shared: [] }));
	world.convex.results.set('conversations:list', () => [listed({ name: 'General' })]);
	return { world, given: await world.launch() };
}

test('a profile is a dialog with the person’s name, and what to do with them', async () => {
	const { given } = await aWorld();
	const { getByRole } = await mount(Profile, { person }, given);
	await expect.element(getByRole('dialog', { name: 'Grace Hopper' })).toBeVisible();
	for (const name of ['Message', 'Mute', 'Block', 'Report']) {
		await expect.element(getByRole('button', { name, exact: true })).toBeVisible();
	}
});

test('a block shows at once with no network, and waits in the outbox', async () => {
	const { world, given } = await aWorld();
	const { getByRole } = await mount(Profile, { person }, given);
	await expect.element(getByRole('button', { name: 'Block' })).toBeVisible();
	world.convex.state = 'down';
	world.convex.drop();
	await getByRole('button', { name: 'Block' }).click();
	await expect.element(getByRole('button', { name: 'Unblock' })).toBeVisible();
	await expect.element(getByRole('status')).toHaveTextContent('You have blocked this person');
	expect(given.account.outbox.entries).toMatchObject([
		{ mutation: 'blocks:set', args: { subject: GRACE, isOn: true } }
	]);
});

test('a report says when it cannot be sent, and keeps what was written', async () => {
	const { world, given } = await aWorld();
	const { getByRole } = await mount(Profile, { person }, given);
	await getByRole('button', { name: 'Report' }).click();
	world.convex.state = 'down';
	world.convex.drop();
	await expect.poll(() => given.client.connection.current).not.toBe('online');
	await getByRole('textbox', { name: 'What is wrong?' }).fill('Too cheerful');
	await getByRole('button', { name: 'Send report' }).click();
	await expect.element(getByRole('alert')).toHaveTextContent('There is no connection.');
	await expect.element(getByRole('textbox')).toHaveValue('Too cheerful');
});

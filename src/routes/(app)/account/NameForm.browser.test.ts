import { expect, test, vi } from 'vitest';
import { mount } from '../../../../tests/components/mount';
import { GRACE, WAIT, World } from '../../../../tests/components/world';
import NameForm from './NameForm.svelte';

/** Ada's form on her device, where Clerk answers to a new name when it is told to. */
async function open() {
	const world = new World();
	let answer: () => void = () => undefined;
	const answered = new Promise<void>((resolve) => (answer = resolve));
	const { user } = world.clerkServer.addSession('Ada');
	Object.assign(user, { lastName: null, update: () => answered });
	const launched = await world.launch();
	const screen = await mount(NameForm, { text: undefined, name: 'Ada' }, launched);
	await screen.getByRole('textbox').fill('Countess');
	await screen.getByRole('button', { name: 'Save' }).click();
	return { ...screen, ...launched, world, answer };
}

test('a name is saved when Clerk has answered', async () => {
	const { world, answer, getByRole } = await open();
	await expect.element(getByRole('textbox')).toHaveValue('Countess');
	expect(world.convex.mutations).toEqual([]);
	answer();
	await expect.poll(() => world.convex.mutations).toEqual([{ name: 'Countess' }]);
});

test('a name is never given to another user, who has signed in before Clerk answered', async () => {
	const { world, answer, client, getByRole } = await open();
	world.clerk.signIn('Grace');
	const isGrace = () => {
		const state = client.authState.current;
		return state.status === 'authenticated' && state.subject === GRACE && state.confirmed;
	};
	await vi.waitUntil(isGrace, WAIT);
	answer();
	await expect.element(getByRole('alert')).toBeVisible();
	expect(world.convex.mutations).toEqual([]);
});

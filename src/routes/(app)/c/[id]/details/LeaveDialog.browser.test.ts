import { expect, test, vi } from 'vitest';
import { listed } from '../../../../../../tests/components/messages';
import { mount } from '../../../../../../tests/components/mount';
import { ADA, GRACE, World } from '../../../../../../tests/components/world';
import LeaveDialog from './LeaveDialog.svelte';

const person = (subject: string, name: string, role: 'owner' | 'member') => ({
	subject,
	name,
	role
});
const ada = person(ADA, 'Ada', 'owner');
const [grace, alan] = [
	person(GRACE, 'Grace Hopper', 'member'),
	person('user_alan', 'Alan Turing', 'member')
];

/** Asks an owner, or else a member, of a conversation by invitation. */
async function ask(members: object[], role: 'owner' | 'member' = 'owner', isUp = true) {
	const world = new World();
	world.convex.results.set('members:list', { page: members, isDone: true, continueCursor: '' });
	if (!isUp) world.convex.state = 'down';
	const onleave = vi.fn<(newOwner: string | undefined) => void>();
	const conversation = listed({ name: 'Books', kind: 'invited', role });
	const props = { conversation, removing: new Set<string>(), onleave, oncancel: vi.fn() };
	return { ...(await mount(LeaveDialog, props, await world.launch())), onleave };
}

test('an owner chooses who follows, with the longest-standing member chosen at first', async () => {
	const { getByRole, onleave } = await ask([ada, grace, alan]);
	await expect.element(getByRole('radio', { name: 'Grace Hopper' })).toBeChecked();
	await expect.element(getByRole('radio', { name: 'Ada' })).not.toBeInTheDocument();
	await getByRole('radio', { name: 'Alan Turing' }).click();
	await getByRole('button', { name: 'Leave and make Alan Turing the owner' }).click();
	expect(onleave).toHaveBeenCalledExactlyOnceWith('user_alan');
});

test('whoever is alone is told that the conversation is deleted, and names nobody', async () => {
	const { getByRole, getByText, onleave } = await ask([ada]);
	await expect.element(getByText('You are the last member')).toBeVisible();
	await getByRole('button', { name: 'Leave' }).click();
	expect(onleave).toHaveBeenCalledExactlyOnceWith(undefined);
});

test('a member who is no owner is not asked who follows', async () => {
	const { getByRole, onleave } = await ask([grace, ada], 'member');
	await getByRole('button', { name: 'Leave' }).click();
	expect(onleave).toHaveBeenCalledExactlyOnceWith(undefined);
	await expect.element(getByRole('radio')).not.toBeInTheDocument();
});

test('with no network an owner can leave, and reads who follows', async () => {
	const { getByRole, getByText, onleave } = await ask([], 'owner', false);
	await expect.element(getByText('The longest-standing member becomes the owner.')).toBeVisible();
	await getByRole('button', { name: 'Leave' }).click();
	expect(onleave).toHaveBeenCalledExactlyOnceWith(undefined);
});

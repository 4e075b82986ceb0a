import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { goto } from '$app/navigation';
import { mount } from '../../../../tests/components/mount';
import { CONVERSATION, listed, messageOf, worldWith } from '../../../../tests/components/messages';
import type { World } from '../../../../tests/components/world';
import type { ListedConversation } from '../model/conversation-list';
import { conversationMessages } from '../model/conversation-messages';
import type { Command } from './commands';
import Switcher from './Switcher.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

const OTHER = 'other' as ListedConversation['id'];
const kept = messageOf(1, { body: 'The **kept** notes' });
const far = { ...messageOf(2, { body: 'Far notes' }), conversationId: OTHER };

/** A backend that finds another message than the one that Ada's device will have. */
function aWorld(): World {
	const world = worldWith([listed(), listed({ id: OTHER, name: 'Notebook' })], [kept]);
	world.convex.results.set('search:messages', { messages: [far], isPartial: false });
	return world;
}

async function open(world = aWorld()) {
	const launched = await world.launch();
	const list = { conversationId: CONVERSATION };
	const pages = await launched.account.openPages(conversationMessages, list);
	await expect
		.poll(async () => (await launched.account.readCached(conversationMessages, list)).length)
		.toBe(1);
	pages.close();
	const onrun = vi.fn<(command: Command) => void>();
	const onclose = vi.fn();
	const screen = await mount(Switcher, { open: CONVERSATION, onrun, onclose }, launched);
	const field = screen.getByRole('combobox', { name: 'Search' });
	const options = screen.getByRole('option');
	const active = screen.getByRole('option', { selected: true });
	await expect.element(field).toHaveFocus();
	await expect.element(options.first()).toHaveTextContent('General');
	return { ...screen, field, options, active, onrun, onclose };
}

test('begins with the conversations, at the one that one was not in', async () => {
	const { active, getByRole } = await open();
	await expect.element(getByRole('dialog', { name: 'Go to' })).toBeVisible();
	await expect.element(active).toHaveTextContent('Notebook');
	await userEvent.keyboard('{Enter}');
	await expect.poll(() => vi.mocked(goto).mock.lastCall).toEqual([`/c/${OTHER}`]);
});

test('finds on the device at once, and what the backend finds does not move the highlight', async () => {
	const { active, options, field, getByText } = await open();
	await userEvent.keyboard('note');
	await expect.element(options.filter({ hasText: 'The kept notes' })).toBeVisible();
	await userEvent.keyboard('{ArrowDown}');
	await expect.element(active).toHaveTextContent('The kept notes');
	await expect.element(field).toHaveAttribute('aria-activedescendant', active.element().id);
	await expect.element(getByText('Far notes')).toBeVisible();
	await expect.element(active).toHaveTextContent('The kept notes');
	await userEvent.keyboard('{ArrowDown}{Enter}');
	await expect
		.poll(() => vi.mocked(goto).mock.lastCall?.[0])
		.toMatch(`/c/${OTHER}?author=user_grace&message=client-2`);
});

test('says that it has searched the device alone where there is no connection', async () => {
	const world = aWorld();
	await (await open(world)).unmount();
	world.convex.state = 'down';
	const { getByRole, options } = await open(world);
	await userEvent.keyboard('kept');
	await expect.element(options).toHaveTextContent('The kept notes');
	await expect.element(getByRole('status')).toHaveTextContent('only what is on this device');
});

test('a command runs when the switcher has closed', async () => {
	const { onrun, onclose, active } = await open();
	await userEvent.keyboard('short');
	await expect.element(active).toHaveTextContent('Keyboard shortcuts');
	await userEvent.keyboard('{Enter}');
	await expect.poll(() => onrun.mock.lastCall?.[0]).toMatchObject({ name: 'shortcuts' });
	await expect.poll(() => onclose.mock.calls.length).toBe(1);
});

test('Escape closes', async () => {
	const { onclose } = await open();
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => onclose.mock.calls.length).toBe(1);
});

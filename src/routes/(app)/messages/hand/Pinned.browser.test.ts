import { expect, test, vi } from 'vitest';
import { CONVERSATION, messageOf } from '../../../../../tests/components/messages';
import { beside } from '../../../../../tests/components/beside';
import { mount } from '../../../../../tests/components/mount';
import { GRACE, World } from '../../../../../tests/components/world';
import MessageList from '../MessageList.svelte';

const conversationId = CONVERSATION;
const pinOf = (clientId: string, text: string) => ({
	...{ authorId: GRACE, clientId, author: 'Grace Hopper', text }
});

/** A conversation with pinned messages, where Ada may pin others. */
async function open(pins: ReturnType<typeof pinOf>[]) {
	const world = new World();
	world.convex.results.set('besideMessages:of', beside({ pinning: { mayPin: true, pins } }));
	const given = await world.launch();
	const messages = [messageOf(1, { body: 'First' }), messageOf(2, { body: 'Second' })];
	const handlers = {
		conversationId,
		...{ reply: vi.fn(), react: vi.fn(), edit: vi.fn() },
		attempt: <T>(change: Promise<T>) => change
	};
	const screen = await mount(MessageList, { messages }, { ...given, handlers });
	return { ...screen, ...given, world, link: screen.getByRole('link') };
}

test('the last pinned message shows, and each tap shows the next', async () => {
	const { link } = await open([pinOf('client-2', 'Second'), pinOf('client-1', 'First')]);
	await expect.element(link).toHaveAccessibleName('Pinned message 1 of 2 Second');
	const href = () => link.element().getAttribute('href');
	expect(href()).toMatch(/message=client-2$/);
	const stay = (event: Event) => event.preventDefault();
	window.addEventListener('click', stay, { capture: true });
	await link.click();
	await expect.element(link).toHaveAccessibleName('Pinned message 2 of 2 First');
	expect(href()).toMatch(/message=client-1$/);
	await link.click();
	await expect.element(link).toHaveAccessibleName('Pinned message 1 of 2 Second');
	window.removeEventListener('click', stay, { capture: true });
});

test('a message is pinned and unpinned with no network, and nothing shows without one', async () => {
	const { world, getByRole, link } = await open([]);
	const message = getByRole('article').filter({ hasText: 'First' });
	const item = async (name: string) => {
		await message.hover();
		await message.getByRole('button', { name: 'More' }).click();
		const found = getByRole('menuitem', { name, exact: true });
		await expect.element(found).toBeVisible();
		return found;
	};
	const pin = await item('Pin');
	await expect.element(link).not.toBeInTheDocument();
	world.convex.state = 'down';
	world.convex.drop();
	await pin.click();
	await expect.element(link).toHaveAccessibleName('Pinned message First');
	await (await item('Unpin')).click();
	await expect.element(link).not.toBeInTheDocument();
});

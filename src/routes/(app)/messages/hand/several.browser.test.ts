import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../../tests/components/mount';
import { CONVERSATION, listed, messageOf } from '../../../../../tests/components/messages';
import { ADA, World } from '../../../../../tests/components/world';
import { isMessage, isRemoval } from '../../outbox/entry-kinds';
import type { ListedConversation } from '../../model/conversation-list';
import MessageList from '../MessageList.svelte';

const NOTES = 'notes' as ListedConversation['id'];
const mine = { author: 'Ada', authorId: ADA };

/** A list of messages in General, and what is done with several of them. */
async function open() {
	const world = new World();
	world.convex.results.set('conversations:list', [
		listed({ id: NOTES, name: 'Notes' }),
		listed(),
		listed({ id: 'far' as ListedConversation['id'], name: 'Not joined', isMember: false })
	]);
	const { client, account } = await world.launch();
	const messages = [
		messageOf(1, { body: 'First' }),
		messageOf(2, { body: 'Own one', ...mine }),
		messageOf(3, { body: 'Own two', ...mine })
	];
	const handlers = {
		conversationId: CONVERSATION,
		...{ reply: vi.fn(), react: vi.fn(), edit: vi.fn() },
		attempt: <T>(change: Promise<T>) => change
	};
	const screen = await mount(MessageList, { messages }, { client, account, handlers });
	const message = (text: string) => screen.getByRole('article').filter({ hasText: text });
	await expect.element(screen.getByRole('status')).toBeInTheDocument();
	const choose = async (text: string, name: string) => {
		const menuKey = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
		message(text).element().dispatchEvent(menuKey);
		await screen.getByRole('menuitem', { name, exact: true }).click();
	};
	const bar = screen.getByRole('toolbar', { name: 'Selected messages' });
	// Where the list stands alone, the bar is above the page.
	const press = (name: string) =>
		(bar.getByRole('button', { name }).element() as HTMLElement).click();
	const box = (text: string) => message(text).getByRole('checkbox');
	const sent = () => account.outbox.entries.filter(isMessage).map(({ args }) => args);
	const removed = () => account.outbox.entries.filter(isRemoval).map(({ args }) => args.clientId);
	/** The network goes, with what is on its way. */
	const goOffline = () => {
		world.convex.state = 'down';
		world.convex.drop();
	};
	return { ...screen, goOffline, message, choose, bar, press, box, sent, removed };
}

describe('forwarding', () => {
	test('asks for a conversation, by its name, and writes into it without a network', async () => {
		const { choose, goOffline, sent, getByRole } = await open();
		await choose('First', 'Forward');
		const dialog = getByRole('dialog', { name: 'Forward to' });
		const names = () =>
			dialog
				.getByRole('listitem')
				.elements()
				.map((one) => one.querySelector('bdi')?.textContent);
		await expect.poll(names).toEqual(['Notes', 'General']);
		goOffline();
		await dialog.getByRole('searchbox', { name: 'Search conversations' }).fill('gen');
		await expect.poll(names).toEqual(['General']);
		await userEvent.keyboard('{Enter}');
		await expect.element(dialog).not.toBeInTheDocument();
		const forwardOf = {
			conversationId: CONVERSATION,
			authorId: 'user_grace',
			clientId: 'client-1'
		};
		expect(sent()).toEqual([
			{
				conversationId: CONVERSATION,
				clientId: expect.any(String) as string,
				body: 'First',
				forwardOf
			}
		]);
	});

	test('one’s own words are written anew', async () => {
		const { choose, goOffline, sent, getByRole } = await open();
		await choose('Own one', 'Forward');
		await expect
			.element(getByRole('dialog').getByRole('button', { name: 'General' }))
			.toBeVisible();
		goOffline();
		await getByRole('dialog').getByRole('button', { name: 'General' }).click();
		await expect
			.poll(() => sent().map(({ body, forwardOf }) => ({ body, forwardOf })))
			.toEqual([{ body: 'Own one', forwardOf: undefined }]);
	});
});

describe('selecting', () => {
	test('moves nothing, and taps and keys select', async () => {
		const { choose, message, box, bar } = await open();
		const places = () =>
			['First', 'Own one', 'Own two'].map((text) => {
				const bubble = message(text).element().querySelector('.bubble');
				return bubble?.getBoundingClientRect().toJSON() as object;
			});
		const before = places();
		await choose('Own one', 'Select');
		await expect.element(bar).toHaveTextContent('1 selected');
		await expect.element(box('Own one')).toBeChecked();
		await expect.element(box('Own one')).toHaveFocus();
		expect(places()).toEqual(before);
		await message('First').click();
		await expect.element(bar).toHaveTextContent('2 selected');
		await userEvent.keyboard('{ArrowDown}{ArrowDown}');
		await expect.element(box('Own two')).toHaveFocus();
		await userEvent.keyboard(' ');
		await expect.element(bar).toHaveTextContent('3 selected');
		await userEvent.keyboard('{Enter}');
		await expect.element(box('Own two')).not.toBeChecked();
		await userEvent.keyboard('{Escape}');
		await expect.element(bar).not.toBeInTheDocument();
		await expect.element(message('First')).not.toHaveAttribute('data-chosen');
		expect(box('First').elements()).toEqual([]);
	});

	test('copies several with their authors, in their order', async () => {
		const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
		const { choose, message, press, bar } = await open();
		await choose('Own one', 'Select');
		await expect.element(bar).toBeInTheDocument();
		await message('First').click();
		press('Copy');
		await expect.element(bar).not.toBeInTheDocument();
		const [copied] = write.mock.lastCall ?? [];
		expect(copied).toMatch(/^Grace Hopper, .+\nFirst\n\nAda, .+\nOwn one$/);
	});

	test('deletes one’s own together, and undoes it together', async () => {
		const { choose, message, press, bar, removed, getByRole } = await open();
		await choose('Own one', 'Select');
		await message('First').click();
		await expect.element(bar.getByRole('button', { name: 'Delete' })).toBeDisabled();
		await message('First').click();
		await message('Own two').click();
		await expect.element(bar.getByRole('button', { name: 'Delete' })).toBeEnabled();
		press('Delete');
		await expect.poll(removed).toEqual(['client-2', 'client-3']);
		await getByRole('status', { name: 'Deleted' }).getByRole('button', { name: 'Undo' }).click();
		await expect.poll(removed).toEqual([]);
	});

	test('forwards several, and a dialog that is given up leaves them selected', async () => {
		const { choose, goOffline, message, press, bar, sent, getByRole } = await open();
		await choose('Own one', 'Select');
		await expect.element(bar).toBeInTheDocument();
		await message('First').click();
		press('Forward');
		await expect.element(getByRole('dialog')).toBeVisible();
		await userEvent.keyboard('{Escape}');
		await expect.element(getByRole('dialog')).not.toBeInTheDocument();
		await expect.element(bar).toHaveTextContent('2 selected');
		goOffline();
		press('Forward');
		await getByRole('dialog').getByRole('button', { name: 'General' }).click();
		await expect.poll(() => sent().map(({ body }) => body)).toEqual(['First', 'Own one']);
		await expect.element(bar).not.toBeInTheDocument();
	});
});

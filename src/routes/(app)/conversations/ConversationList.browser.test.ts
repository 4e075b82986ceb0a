import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { listed, worldWith } from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import type { ListedConversation } from '../model/conversation-list';
import ConversationList from './ConversationList.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

const read = { readUpTo: 3, lastNumber: 3 };

/** A conversation as the backend has it after these mutations. */
function arranged(one: ListedConversation, mutations: readonly unknown[]): ListedConversation {
	const own = (mutations as { conversationId: string; wanted?: object; upTo?: number }[]).filter(
		({ conversationId }) => conversationId === one.id
	);
	return own.reduce<ListedConversation>((now, { wanted, upTo }) => {
		return wanted
			? { ...now, ...wanted }
			: { ...now, unread: 0, readUpTo: upTo, isMarkedUnread: false };
	}, one);
}

/** The list of these conversations, and all that is done with it. */
async function open(...changes: Partial<ListedConversation>[]) {
	const conversations = changes.map((change) =>
		listed({ id: change.name as ListedConversation['id'], ...read, ...change })
	);
	const world = worldWith(conversations);
	const { results, mutations } = world.convex;
	results.set('conversations:list', () => conversations.map((one) => arranged(one, mutations)));
	const { client, account } = await world.launch();
	const screen = await mount(ConversationList, {}, { client, account });
	const nav = screen.getByRole('navigation', { name: 'Conversations' });
	const row = (name: string) => nav.getByRole('link', { name });
	const menu = screen.getByRole('menu', { name: 'Conversation actions' });
	const names = () =>
		nav
			.getByRole('link')
			.elements()
			.map((link) => link.getAttribute('title'));
	// What hears of mouse, keys and fingers comes last.
	await expect.element(nav.getByRole('button', { name: 'Open conversations' })).toBeVisible();
	const choose = async (name: string, action: string) => {
		await row(name).click({ button: 'right' });
		await menu.getByRole('menuitem', { name: action, exact: true }).click();
	};
	return { ...screen, nav, row, menu, names, choose };
}

test('a pinned conversation is above the others, under a heading of its own', async () => {
	const { nav, names, choose } = await open({ name: 'Books' }, { name: 'Chess' });
	await expect.element(nav.getByRole('heading', { name: 'Pinned' })).not.toBeInTheDocument();
	await choose('Chess', 'Pin');
	await expect.poll(names).toEqual(['Chess', 'Books']);
	await expect.element(nav.getByRole('heading', { name: 'Pinned' })).toBeVisible();
	await choose('Chess', 'Unpin');
	await expect.poll(names).toEqual(['Books', 'Chess']);
});

test('an archived conversation leaves the list, and can be had back', async () => {
	const { nav, names, choose, getByRole } = await open({ name: 'Books' }, { name: 'Chess' });
	await choose('Books', 'Archive');
	await expect.poll(names).toEqual(['Chess']);
	await nav.getByRole('button', { name: 'Archived' }).click();
	await expect.poll(names).toEqual(['Books']);
	await nav.getByRole('button', { name: 'Back to all conversations' }).click();
	await getByRole('button', { name: 'Undo' }).click();
	await expect.poll(names).toEqual(['Books', 'Chess']);
});

test('a conversation is marked as unread and as read, and the menu gives the focus back', async () => {
	const { row, menu, choose } = await open({ name: 'Books' });
	await choose('Books', 'Mark as unread');
	await expect.element(row('Books Unread')).toBeVisible();
	const link = row('Books').element() as HTMLElement;
	link.focus();
	await choose('Books', 'Mark as read');
	await expect.element(row('Books Unread')).not.toBeInTheDocument();
	link.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
	await expect.element(menu.getByRole('menuitem').first()).toHaveFocus();
	await userEvent.keyboard('{Escape}');
	await expect.element(row('Books')).toHaveFocus();
});

test('many conversations can be filtered, and what is unread marked as read', async () => {
	const some = Array.from({ length: 9 }, (_, n) => ({ name: `Group ${n}` }));
	const unread = { name: 'News', unread: 2, readUpTo: 1 };
	const { nav, names } = await open(...some, unread);
	await nav.getByRole('button', { name: 'Unread' }).click();
	await expect.poll(names).toEqual(['News']);
	await nav.getByRole('button', { name: 'Mark all as read' }).click();
	await expect.element(nav.getByText('You have read everything.')).toBeVisible();
	await nav.getByRole('button', { name: 'All', exact: true }).click();
	await expect.poll(names).toHaveLength(10);
});

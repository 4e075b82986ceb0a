import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { goto } from '$app/navigation';
import { api } from '$convex/_generated/api';
import {
	CONVERSATION,
	listed,
	offlineAccount,
	worldWith
} from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import { WAIT } from '../../../../tests/components/world';
import Unsent from './Unsent.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));

test('a name without a space stays within the narrowest phone', async () => {
	await page.viewport(180, 370);
	const world = worldWith([listed({ name: 'Donaudampfschifffahrtsgesellschaft' })]);
	const { client, account } = await world.launch();
	const { frame, getByRole } = await mount(Unsent, {}, { client, account });
	await vi.waitUntil(() => world.convex.queryRuns > 0, WAIT);
	world.convex.freeze();
	const args = { conversationId: CONVERSATION, clientId: 'mine', body: 'Underground' };
	await account.outbox.enqueue(api.messages.send, args);

	await expect.element(getByRole('link', { name: 'Donau' })).toBeVisible();
	const item = getByRole('listitem').element();
	expect(item.getBoundingClientRect().right).toBeLessThanOrEqual(frame.clientWidth);
	expect(item.scrollWidth).toBe(item.clientWidth);
});

const conversationId = CONVERSATION;

test('all that the outbox holds of the user’s can be read and copied, also what no message shows', async () => {
	const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
	const { client, account } = await offlineAccount();
	const { outbox } = account;
	const sent = { conversationId, clientId: 'm1' };
	await outbox.enqueue(api.messages.send, { ...sent, body: 'Hello there' });
	const edit = { conversationId, clientId: 'gone', editId: 'e1', body: 'Good evening' };
	await outbox.enqueue(api.messages.edit, edit);
	await outbox.enqueue(api.conversations.rename, { conversationId, name: 'Book club' });
	await outbox.enqueue(api.messages.remove, { conversationId, clientId: 'other' });
	const { getByRole } = await mount(Unsent, {}, { client, account });

	const items = getByRole('list', { name: 'Unsent messages' }).getByRole('listitem');
	await expect.poll(() => items.elements().length).toBe(4);
	for (const text of ['Hello there', 'Good evening', 'Book club']) {
		const item = items.filter({ hasText: text });
		await expect.element(item.getByText(text)).toBeVisible();
		await item.getByRole('button', { name: 'Copy' }).click();
		expect(write).toHaveBeenLastCalledWith(text);
	}
	const removal = items.nth(3);
	await expect.element(removal.getByRole('button')).not.toBeInTheDocument();
	expect(goto).not.toHaveBeenCalled();
});

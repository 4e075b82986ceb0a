import { expect, test, vi } from 'vitest';
import { api } from '$convex/_generated/api';
import { MAX_SEARCH_CHARACTERS } from '$convex/limits';
import { mount } from '../../../../tests/components/mount';
import { CONVERSATION, listed, messageOf, worldWith } from '../../../../tests/components/messages';
import type { World } from '../../../../tests/components/world';
import { conversationMessages } from '../model/conversation-messages';
import Search from './Search.svelte';

const { address } = vi.hoisted(() => ({ address: { url: new URL('http://app.test/search') } }));

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ beforeNavigate: vi.fn(), goto: vi.fn(), pushState: vi.fn() }));
vi.mock('$app/state', () => ({ page: address }));

/** Opens the search at an address with this text. */
async function openSearch(launched: Awaited<ReturnType<World['launch']>>, text: string) {
	address.url = new URL(`http://app.test/search?${new URLSearchParams({ q: text })}`);
	const screen = await mount(Search, {}, launched);
	const results = screen.getByRole('list', { name: 'Found messages' });
	const status = screen.getByRole('status').filter({ hasText: /All messages|On this device/ });
	return { ...screen, found: results.getByRole('link'), status };
}

test('with no network, finds by its address what the device has and what is pending', async () => {
	const kept = messageOf(1, { body: 'Kept on the Train' });
	const world = worldWith([listed()], [kept, messageOf(2, { body: 'Not this one' })]);
	const inGeneral = { ...kept, conversationId: CONVERSATION };
	world.convex.results.set('search:messages', { messages: [inGeneral], isPartial: false });
	const first = await world.launch();
	const online = await openSearch(first, 'train');
	await expect.element(online.found).toHaveTextContent(/Grace Hopper · General/);
	const list = { conversationId: CONVERSATION };
	const pages = await first.account.openPages(conversationMessages, list);
	await expect
		.poll(async () => (await first.account.readCached(conversationMessages, list)).length)
		.toBe(2);
	pages.close();
	await online.unmount();
	first.stop();

	world.convex.state = 'down';
	const launched = await world.launch();
	const message = { conversationId: CONVERSATION, clientId: 'm1', body: 'Unsent on the train' };
	await launched.account.outbox.enqueue(api.messages.send, message);
	const { found, status } = await openSearch(launched, 'träi');
	await expect.element(status).toHaveTextContent(/^2 messages · On this device$/);
	const [newest, oldest] = [found.first(), found.last()];
	await expect.element(newest).toHaveTextContent(/You · General.*Unsent on the train/);
	await expect.element(oldest).toHaveTextContent(/Grace Hopper · General.*Kept on the Train/);
	expect(oldest.element().querySelector('mark')?.textContent).toBe('Trai');
});

test('a text in the address that is too long is asked for as far as whole characters fit', async () => {
	const world = worldWith([listed()]);
	const asked: string[] = [];
	world.convex.results.set('search:messages', ({ text }: { text: string }) => {
		asked.push(text);
		return { messages: [], isPartial: false };
	});
	const beginning = 'x'.repeat(MAX_SEARCH_CHARACTERS - 2);
	const { status } = await openSearch(await world.launch(), `${beginning} 👩‍💻 and more`);
	await expect.element(status).toHaveTextContent(/^Nothing found · All messages$/);
	expect(asked).toEqual([beginning]);
});

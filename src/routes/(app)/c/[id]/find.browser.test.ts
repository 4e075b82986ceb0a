import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../../tests/components/mount';
import {
	CONVERSATION,
	listed,
	messageOf,
	messagesFrom,
	worldWith
} from '../../../../../tests/components/messages';
import OpenConversation from './OpenConversation.svelte';

const { address } = await vi.hoisted(async () => {
	const { SvelteURL } = await import('svelte/reactivity');
	return { address: { url: new SvelteURL('http://app.test/c/general?find='), state: {} } };
});

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({
	beforeNavigate: vi.fn(),
	goto: vi.fn((to: URL) => void (address.url.search = to.search)),
	pushState: vi.fn()
}));
vi.mock('$app/state', () => ({ page: address }));

const messages = messagesFrom(1, 60).map((message) => {
	const hit = { 3: 'An old **needle**', 50: 'A needle, and another needle' }[message.number ?? 0];
	return hit ? messageOf(message.number ?? 0, { body: hit }) : message;
});

/** The marked words that are drawn. */
const marked = () => [...(CSS.highlights.get('found') ?? [])].map(String);

test('goes from hit to hit, whether the device has it or not, and marks the words', async () => {
	address.url.search = '?find=';
	const world = worldWith([listed()], messages);
	const old = messages.filter(({ number }) => number === 3);
	world.convex.results.set('search:messages', {
		messages: old.map((message) => ({ ...message, conversationId: CONVERSATION })),
		isPartial: false
	});
	const launched = await world.launch();
	const { getByRole } = await mount(OpenConversation, { id: CONVERSATION }, launched);
	const field = getByRole('searchbox', { name: 'Search in this conversation' });
	await expect.element(field).toHaveFocus();
	await userEvent.keyboard('needle');
	const place = getByRole('status').filter({ hasText: / of / });
	await expect.element(place).toHaveTextContent('2 of 2');
	await expect.element(getByRole('article').filter({ hasText: 'and another' })).toBeInViewport();
	await expect.poll(marked).toEqual(['needle', 'needle']);
	await expect.element(field).toHaveFocus();

	await userEvent.keyboard('{Enter}');
	await expect.element(place).toHaveTextContent('1 of 2');
	await expect.element(getByRole('article').filter({ hasText: 'An old' })).toBeInViewport();
	await expect.poll(marked).toContain('needle');
	await expect.element(getByRole('button', { name: 'Earlier' })).toBeDisabled();

	await userEvent.keyboard('{Escape}');
	await expect.element(field).not.toBeInTheDocument();
	expect(marked()).toEqual([]);
	await expect.element(getByRole('article').filter({ hasText: 'An old' })).toBeInViewport();
});

import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { api } from '$convex/_generated/api';
import { CONVERSATION, listed, worldWith } from '../../../../tests/components/messages';
import { mount } from '../../../../tests/components/mount';
import { WAIT } from '../../../../tests/components/world';
import Unsent from './Unsent.svelte';

// SvelteKit's router runs in the built app only.
vi.mock('$app/navigation', () => ({ goto: vi.fn() }));

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

import type { Page } from '@playwright/test';
import { api } from '../../convex/_generated/api.js';
import { expect, test, type Device, type Servers } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send } from './app.ts';
import { connectAs } from './convex-client.ts';

test.use({ sharesBrowser: true });

const PHONE = { width: 360, height: 740 };

/** Makes so many conversations of Ada's; they are called by their numbers. */
async function makeConversations(servers: Servers, count: number) {
	const ada = await connectAs(servers, 'ada@example.com');
	const ids = [];
	for (let n = 1; n <= count; n++) {
		ids.push(await ada.mutation(api.conversations.create, { name: `Conversation ${n}.` }));
	}
	return ids;
}

/** What is made meanwhile is there at the next launch. */
async function signInAndLeave(servers: Servers, device: Device): Promise<void> {
	await openSignedIn(servers, device);
	await device.page.goto('about:blank');
}

const nodes = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);

/** Scrolls something by its middle until a condition holds. */
async function scrollUntil(page: Page, pixels: number, isDone: () => Promise<boolean>) {
	await expect(async () => {
		await page.mouse.wheel(0, pixels);
		await page.waitForFunction(() => new Promise(requestAnimationFrame));
		expect(await isDone()).toBe(true);
	}).toPass({ intervals: [20], timeout: 90_000 });
}

test('2,000 messages and 60 conversations are no more on the page than a few, and all can be reached', async ({
	servers,
	device
}) => {
	const { page } = device;
	await signInAndLeave(servers, device);
	const ids = await makeConversations(servers, 60);
	const conversationId = ids[0];
	if (!conversationId) throw new Error('No conversation was made.');
	for (let first = 1; first <= 2_000; first += 500) {
		// With a new token: one lives for a minute, in which a slow machine does not take all of them.
		const ada = await connectAs(servers, 'ada@example.com');
		const bodies = Array.from({ length: 500 }, (_, n) => `Message ${first + n}.`);
		await Promise.all(
			bodies.map((body) =>
				ada.mutation(api.messages.send, { conversationId, clientId: body, body })
			)
		);
	}
	await page.goto(`${servers.url}/c/${conversationId}`);
	const { message, messages, conversations } = appOn(page);
	await expect(message('Message 2000.')).toBeVisible();
	await expect(messages).toHaveCount(50);
	const links = conversations.getByRole('link');
	await expect(links.first()).toHaveAccessibleName('Conversation 1.');
	await expect(links).toHaveCount(50);
	const most = { nodes: await nodes(page), messages: 0 };
	const measure = async () => {
		most.nodes = Math.max(most.nodes, await nodes(page));
		most.messages = Math.max(most.messages, await messages.count());
	};

	await page.getByRole('group', { name: 'Messages, scrollable' }).hover();
	await scrollUntil(page, -4_000, async () => {
		await measure();
		return (await message(/Message 1700\./).count()) > 0;
	});
	expect(most.messages).toBeLessThan(100);
	expect(most.nodes).toBeLessThan(3_000);
	await page.getByRole('button', { name: /To the newest/ }).click();
	await expect(message('Message 2000.')).toBeInViewport();
	await send(page, 'Still quick');

	await conversations.hover();
	await scrollUntil(page, 2_000, async () => (await links.count()) === 61);
	await expect(conversations.getByRole('button', { name: 'Show more' })).toHaveCount(0);
	await links.filter({ hasText: 'Conversation 2.' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Conversation 2.' })).toBeVisible();
});

test('of 500 conversations the list draws those that are seen, and more as one comes near its end', async ({
	servers,
	newDevice
}) => {
	const device = await newDevice({ viewport: PHONE });
	const { page } = device;
	await signInAndLeave(servers, device);
	// With the one that all are in.
	await makeConversations(servers, 499);
	await page.goto(`${servers.url}/conversations`);
	const links = appOn(page).conversations.getByRole('link');
	await expect(links.first()).toHaveAccessibleName('Conversation 499.');
	await expect(links).toHaveCount(50);
	expect(await nodes(page)).toBeLessThan(2_500);
	await links.nth(45).scrollIntoViewIfNeeded();
	await expect(links).toHaveCount(100);

	await page.getByRole('button', { name: 'Show more' }).focus();
	await expect(links).toHaveCount(150);
	await appOn(page).conversations.hover();
	await scrollUntil(page, 5_000, async () => (await links.count()) === 500);
	await links.filter({ hasText: 'Conversation 1.' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Conversation 1.' })).toBeVisible();
});

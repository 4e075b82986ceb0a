import type { Page } from '@playwright/test';
import { api } from '../../convex/_generated/api.js';
import type { Id } from '../../convex/_generated/dataModel.js';
import { expect, test, type Device, type Servers } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, openSignedIn, send, untilInstalled } from './app.ts';
import { connectAs } from './convex-client.ts';
import { untilStored } from './stored-rows.ts';

/** Grace, who writes from somewhere else. */
class Grace {
	readonly #servers: Servers;
	#written = 0;

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	/** Writes so many numbered messages into a conversation: one after the other, or as fast as they can be sent. */
	async write(conversationId: string, count: number, { isFast = false } = {}): Promise<void> {
		const client = await connectAs(this.#servers, 'grace@example.com');
		const sending = [];
		for (let n = 0; n < count; n++) {
			this.#written += 1;
			const sent = client.mutation(api.messages.send, {
				conversationId: conversationId as Id<'conversations'>,
				clientId: `grace-${this.#written}`,
				body: bodyOf(this.#written)
			});
			if (!isFast) await sent;
			sending.push(sent);
		}
		await Promise.all(sending);
	}
}

/** Of one to five lines, so that every height occurs. */
function bodyOf(number: number): string {
	return [`Message ${number}.`, ...Array<string>(number % 5).fill('Another line.')].join('\n');
}

/**
 * The app on "General" with so many messages of Grace's. If the app was away while she wrote, the device has
 * only the newest.
 */
async function openWith(servers: Servers, device: Device, count: number, { isAway = false } = {}) {
	await openSignedIn(servers, device);
	const link = appOn(device.page).conversations.getByRole('link', { name: 'General' });
	const path = (await link.getAttribute('href')) ?? '';
	const id = path.split('/').at(-1) ?? '';
	const grace = new Grace(servers);
	if (isAway) await device.page.goto('about:blank');
	await grace.write(id, count, { isFast: true });
	if (isAway) {
		await device.page.goto(servers.url + path);
		// Unless a copy of it is painted at once, it opens at the first unread message.
		const toNewest = device.page.getByRole('button', { name: /To the newest/ });
		const newest = appOn(device.page).message(`Message ${count}.`);
		await expect(toNewest.or(newest).first()).toBeVisible();
		if (await toNewest.isVisible()) await toNewest.click();
	}
	await expect(appOn(device.page).message(`Message ${count}.`)).toBeVisible();
	return { path, write: (more: number) => grace.write(id, more) };
}

/** The numbers of the drawn messages, in their order. */
function drawn(page: Page): Promise<number[]> {
	return appOn(page).messages.evaluateAll((articles) =>
		articles.flatMap((one) => Number(/Message (\d+)\./.exec(one.textContent ?? '')?.[1] ?? NaN))
	);
}

const scroller = (page: Page) => page.getByRole('group', { name: 'Messages, scrollable' });

/** Scrolls by so many pixels, again and again, until the text is drawn. */
async function scrollUntil(page: Page, text: string, pixels: number, look?: () => Promise<void>) {
	await scroller(page).hover();
	await expect(async () => {
		await page.mouse.wheel(0, pixels);
		await page.waitForFunction(() => new Promise(requestAnimationFrame));
		await look?.();
		expect(await appOn(page).message(text).count()).toBeGreaterThan(0);
	}).toPass({ intervals: [20], timeout: 90_000 });
}

function expectNoHoles(numbers: number[]) {
	for (const [index, number] of numbers.entries()) {
		if (index > 0) expect(number, numbers.join(' ')).toBe((numbers[index - 1] ?? 0) + 1);
	}
}

test('a long conversation scrolls to its beginning and back without a hole, while others write', async ({
	servers,
	device
}) => {
	const { page } = device;
	const { write } = await openWith(servers, device, 400);
	const most = { rows: 0 };
	const look = async () => {
		const numbers = await drawn(page);
		expectNoHoles(numbers);
		most.rows = Math.max(most.rows, numbers.length);
	};
	await scrollUntil(page, 'Message 360.', -1_500, look);
	// Away from the newest: what comes now is new.
	const writing = write(20);
	await scrollUntil(page, 'Message 1.', -1_500, look);
	await writing;
	expect(most.rows).toBeLessThan(80);
	await expect(page.getByRole('button', { name: /To the newest messages, \d+ new/ })).toBeVisible();
	await scrollUntil(page, 'Message 420.', 1_500, look);
	await expect(page.getByRole('button', { name: /To the newest/ })).toHaveCount(0);
	expect((await drawn(page)).at(-1)).toBe(420);
});

test(
	'what one reads stays where it is while others write, and one click leads to the newest',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		const { write } = await openWith(servers, device, 120);
		// A member's list of conversations changes with every message.
		await send(page, 'Here I am');
		await scroller(page).hover();
		await page.mouse.wheel(0, -900);
		await expect(page.getByRole('button', { name: 'To the newest messages' })).toBeVisible();
		const shown = appOn(page).message('Message 105.');
		await expect(shown).toBeVisible();
		const before = await shown.boundingBox();
		await write(5);
		await expect(page.getByRole('button', { name: 'To the newest messages, 5 new' })).toBeVisible();
		expect(await shown.boundingBox()).toEqual(before);
		await page.getByRole('button', { name: /To the newest/ }).click();
		await expect(appOn(page).message('Message 125.')).toBeInViewport();
		await page.mouse.wheel(0, -900);
		await expect(page.getByRole('button', { name: 'To the newest messages' })).toBeVisible();
		await send(page, 'Mine');
		await expect(appOn(page).message('Mine')).toBeInViewport();
	}
);

test('without a network one scrolls back through what the device has, and sees where messages are missing', async ({
	servers,
	device
}) => {
	const { path, write } = await openWith(servers, device, 200);
	await untilInstalled(device.page);
	await scrollUntil(device.page, 'Message 100.', -1_500);
	await device.page.goto('about:blank');
	// More than the page before the newest, which is asked for as soon as these are there.
	await write(250);
	await device.page.goto(servers.url + path);
	await expect(appOn(device.page).message('Message 450.')).toBeVisible();
	await untilStored(device.page, 'Message 450.');
	await device.relaunch();
	await device.goOffline('servers-gone');
	const { page } = device;
	await page.goto(servers.url + path);
	await expect(appOn(page).connection).toContainText('Offline');
	await expect(appOn(page).message('Message 450.')).toBeVisible();
	await scrollUntil(page, 'Message 200.', -600);
	await expect(page.getByText('Messages are missing here.')).toBeVisible();
	const next = (await drawn(page)).find((number) => number > 200);
	expect([301, 401]).toContain(next);
	await scrollUntil(page, 'Message 150.', -600);
});

test('messages that were missed are filled in where they are missing', async ({
	servers,
	device
}) => {
	const { page } = device;
	const { write } = await openWith(servers, device, 60);
	await device.goOffline('switched-off');
	await expect(appOn(page).connection).toContainText('Offline');
	await write(150);
	await device.goOnline();
	await expect(appOn(page).message('Message 210.')).toBeVisible({ timeout: 90_000 });
	const look = async () => expectNoHoles(await drawn(page));
	await scrollUntil(page, 'Message 1.', -1_000, look);
	await scrollUntil(page, 'Message 210.', 1_000, look);
	await expect(page.getByText('Messages are missing here.')).toHaveCount(0);
});

test('a link leads to its message, however old, and from there to the newest', async ({
	servers,
	device
}) => {
	const { page } = device;
	const { path } = await openWith(servers, device, 300, { isAway: true });
	const { userId } = await servers.control<{ userId: string }>('clerk', 'sign-in', {
		email: 'grace@example.com'
	});
	// The device does not have the message, and the backend answers only later.
	await servers.kill(['clerk', 'convex']);
	await page.goto(`${servers.url}${path}?author=${userId}&message=grace-40`);
	await expect(appOn(page).message('Message 300.')).toBeVisible();
	await servers.start();
	await expect(appOn(page).message('Message 40.')).toBeInViewport();
	expectNoHoles(await drawn(page));
	await page.getByRole('button', { name: /To the newest/ }).click();
	await expect(appOn(page).message('Message 300.')).toBeInViewport();
});

test(
	'what is selected stays selected while one scrolls away and back',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await openWith(servers, device, 150);
		await scroller(page).hover();
		await page.mouse.wheel(0, -1_000);
		await appOn(page).message('Message 130.').locator('p').first().selectText();
		const selected = () => page.evaluate(() => document.getSelection()?.toString());
		expect(await selected()).toContain('Message 130.');
		await scrollUntil(page, 'Message 60.', -1_500);
		await scrollUntil(page, 'Message 150.', 1_500);
		expect(await selected()).toContain('Message 130.');
	}
);

test(
	'a keyboard scrolls to the beginning and to the newest',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await openWith(servers, device, 90);
		await scroller(page).focus();
		await expect(async () => {
			await page.keyboard.press('Home');
			expect(await drawn(page)).toContain(1);
		}).toPass({ intervals: [50] });
		await expect(async () => {
			await page.keyboard.press('End');
			await expect(appOn(page).message('Message 90.')).toBeInViewport({ timeout: 3_000 });
		}).toPass();
	}
);

test('a conversation is printed with all its messages in memory, on several pages, without controls', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openWith(servers, device, 120);
	await page.evaluate(() => {
		addEventListener('beforeprint', () => {
			const articles = document.querySelectorAll('article').length;
			document.documentElement.dataset.printed = String(articles);
		});
	});
	const pdf = (await page.pdf()).toString('latin1');
	expect(await page.locator('html').getAttribute('data-printed')).toBe('120');
	expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);

	await page.emulateMedia({ media: 'print' });
	await expect(appOn(page).message('Message 120.')).toBeVisible();
	for (const role of ['button', 'textbox', 'navigation'] as const) {
		// The date of a day is a button on the screen, and a heading on paper.
		await expect(page.getByRole(role).and(page.locator(':not(h2 > *)'))).toHaveCount(0);
	}
});

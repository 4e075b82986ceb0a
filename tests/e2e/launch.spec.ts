import type { Page } from '@playwright/test';
import { snapshotKey } from '../../src/routes/(app)/snapshot/snapshot-cache.ts';
import { expect, test, type Device, type Servers } from '../offline-kit/index.ts';
import { HOSTILE_TEXTS } from '../hostile-texts.ts';
import { onlyInAll } from '../only-in-all.ts';
import {
	appOn,
	holdScripts,
	openSignedIn,
	send,
	signInByPassword,
	signOut,
	untilInstalled,
	withoutScripts,
	write
} from './app.ts';
import { untilStored } from './stored-rows.ts';

/** What is painted before the app's scripts run. */
const painted = (page: Page) => page.locator('#snapshot');

/** The paths with a snapshot in which the text stands. */
async function keptIn({ page }: Device, text: string): Promise<string[]> {
	return page.evaluate(async (wanted) => {
		const paths: string[] = [];
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const body = (await (await cache.match(request))?.text()) ?? '';
				if (body.includes(wanted)) paths.push(new URL(request.url).pathname);
			}
		}
		return paths.sort();
	}, text);
}

/** The app with this message in it, on the device as at the next launch. */
async function openWith(servers: Servers, device: Device, text: string): Promise<string> {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await send(device.page, text);
	const link = appOn(device.page).conversations.getByRole('link', { name: 'General' });
	const path = (await link.getAttribute('href')) ?? '';
	await expect.poll(() => keptIn(device, text)).toEqual(['/', path]);
	// The rows are written apart from the snapshots.
	await untilStored(device.page, text);
	return path;
}

/** What the newest message looks like. */
function lookOf(page: Page): Promise<Record<string, string>> {
	return page
		.locator('article .body')
		.last()
		.evaluate((body) => {
			const { backgroundColor, borderRadius, color, font, padding } = getComputedStyle(body);
			return { backgroundColor, borderRadius, color, font, padding };
		});
}

test('the last messages are painted with no network and no script', async ({ servers, device }) => {
	const path = await openWith(servers, device, 'Read me at once');
	const drawn = await lookOf(device.page);
	await device.relaunch();
	await servers.kill();
	const turnOn = await withoutScripts(device);
	for (const address of ['/', path, '/?utm=1']) {
		await device.page.goto(servers.url + address);
		const { message, log, conversations } = appOn(device.page);
		await expect(message('Read me at once')).toBeVisible();
		await expect(log).toHaveCount(1);
		await expect(conversations.getByRole('link', { name: 'General' })).toBeVisible();
		await expect(painted(device.page)).toBeAttached();
		// By the snapshot's own styles: the page's may be those of a later version.
		expect(await lookOf(device.page)).toEqual(drawn);
	}
	for (const address of ['/sign-in', '/conversations', '/c/another']) {
		await device.page.goto(servers.url + address);
		await expect(painted(device.page)).toHaveCount(0);
	}

	await turnOn();
	await device.page.goto(servers.url + path);
	await expect(appOn(device.page).connection).toContainText('Offline');
	await expect(appOn(device.page).message('Read me at once')).toBeVisible();
	await expect(painted(device.page)).toHaveCount(0);
});

test('the app takes over with no jump, where the user has scrolled to, and with what they have selected', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.setViewportSize({ width: 420, height: 480 });
	await openSignedIn(servers, device);
	await untilInstalled(page);
	for (let number = 1; number <= 14; number++) await send(page, `Message ${number}`);
	await appOn(page).composer.fill('Three\nlines of\na limerick');
	await expect.poll(() => keptIn(device, 'a limerick')).toHaveLength(2);
	const release = await holdScripts(device);

	await page.addInitScript(() => {
		const shifts: number[] = [];
		/** What a screen reader is told: messages that join a log which it can see. */
		const announced: string[] = [];
		Object.assign(window, { shifts, announced });
		let isHandedOver = false;
		new MutationObserver((records) => {
			for (const { target, addedNodes, removedNodes } of records) {
				const texts = [...addedNodes].map((node) => node.textContent ?? '');
				const isLog = target instanceof Element && target.closest('[role=log]') !== null;
				if (isHandedOver && isLog) announced.push(...texts);
				for (const node of removedNodes) {
					if (node instanceof Element && node.id === 'snapshot') isHandedOver = true;
				}
			}
		}).observe(document, { childList: true, subtree: true });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries())
				shifts.push((entry as unknown as { value: number }).value);
		}).observe({ type: 'layout-shift', buffered: true });
	});
	await page.reload({ waitUntil: 'commit' });
	await expect(appOn(page).message('Message 14')).toBeVisible();
	await page.evaluate(() => {
		const scroller = document.querySelector('#snapshot .scroller');
		const bodies = [...document.querySelectorAll('#snapshot article .body')];
		const textIn = (body: Element | undefined) =>
			body && document.createTreeWalker(body, NodeFilter.SHOW_TEXT).nextNode();
		const [from, to] = [bodies.at(-9), bodies.at(-8)].map(textIn);
		if (!scroller || !from || !to) throw new Error('Nothing is painted.');
		scroller.scrollTop = -150;
		getSelection()?.setBaseAndExtent(from, 3, to, 5);
	});
	const look = () =>
		page.evaluate(() => {
			const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection() ?? {};
			return {
				composer: document.querySelector('textarea')?.getBoundingClientRect().toJSON() as object,
				isApp: document.querySelector('#snapshot') === null,
				scrollTop: document.querySelector('.scroller')?.scrollTop,
				from: [anchorNode?.textContent, anchorOffset],
				to: [focusNode?.textContent, focusOffset]
			};
		});
	// Without the composer, whose round corners are not always drawn alike to the last bit.
	const draw = () => page.screenshot({ clip: { x: 0, y: 0, width: 420, height: 360 } });
	const before = await look();
	const picture = await draw();
	expect(before).toMatchObject({ isApp: false, scrollTop: -150, from: ['Message 6', 3] });

	const session = await device.context.newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	await release();
	await expect.poll(look).toEqual({ ...before, isApp: true });
	await expect.poll(async () => picture.equals(await draw())).toBe(true);
	const noticed = await page.evaluate(() => {
		const { shifts, announced } = window as unknown as { shifts: number[]; announced: string[] };
		return { shifts, announced };
	});
	expect(noticed).toEqual({ shifts: [], announced: [] });
});

test('a link in what is painted leads where it says, before the app has its data', async ({
	servers,
	device
}) => {
	const path = await openWith(servers, device, 'Read me at once');
	const { page } = device;
	await page.addInitScript(() => {
		let answer: () => void = () => undefined;
		const told = new Promise<void>((resolve) => (answer = resolve));
		const open = Reflect.get(IDBFactory.prototype, 'open');
		IDBFactory.prototype.open = function (...args) {
			const request = open.apply(this, args);
			const hold = (event: Event) => {
				event.stopImmediatePropagation();
				request.removeEventListener('success', hold);
				void told.then(() => request.dispatchEvent(new Event('success')));
			};
			// Before whoever opens it listens.
			request.addEventListener('success', hold);
			return request;
		};
		Object.assign(window, { answer });
	});
	await page.reload();
	// The app runs, and waits for the device.
	await expect(page.locator('#app .opening')).toBeAttached();
	await painted(page).getByRole('link', { name: 'Details' }).click();
	await expect(page).toHaveURL(`${servers.url}${path}/details`);
	await page.evaluate(() => (window as unknown as { answer: () => void }).answer());
	await expect(page.getByRole('heading', { level: 1, name: 'Details' })).toBeVisible();
	await expect(painted(page)).toHaveCount(0);
});

test('whatever users write is painted as what they wrote, and runs nothing', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	for (const text of HOSTILE_TEXTS) {
		await appOn(page).composer.fill(text);
		await appOn(page).composer.press('Enter');
		await expect(appOn(page).composer).toHaveValue('');
	}
	await appOn(page).composer.fill([...HOSTILE_TEXTS, 'All of them'].join('\n'));
	const bodies = () => page.locator('article .body').allTextContents();
	await expect
		.poll(async () => (await bodies()).length)
		.toBeGreaterThanOrEqual(HOSTILE_TEXTS.length);
	const written = await bodies();
	await expect.poll(() => keptIn(device, 'All of them')).toHaveLength(2);

	const release = await holdScripts(device);
	await page.reload({ waitUntil: 'commit' });
	await expect(painted(page)).toBeAttached();
	expect(await bodies()).toEqual(written);
	await release();
	await expect(painted(page)).toHaveCount(0);
	expect(await page.evaluate(() => 'isHacked' in window)).toBe(false);
});

test('the page runs no script that is not the app’s own, and Clerk and Convex work in it', async ({
	servers,
	device
}) => {
	const { page } = device;
	const refused: string[] = [];
	page.on('console', (message) => {
		if (message.text().includes('Content Security Policy')) refused.push(message.text());
	});
	await page.goto(servers.url);
	await signInByPassword(page, 'ada@example.com');
	await send(page, 'Signed in');
	expect(refused).toEqual([]);

	const ran = await page.evaluate(() => {
		const script = document.createElement('script');
		script.textContent = 'window.isHacked = true';
		document.body.append(script);
		document.body.insertAdjacentHTML(
			'beforeend',
			'<img src="/x" onerror="window.isHacked = true">'
		);
		return 'isHacked' in window;
	});
	expect(ran).toBe(false);
	expect(refused.length).toBeGreaterThan(0);
});

const ENDS: Record<string, (servers: Servers, device: Device, sessionId: string) => Promise<void>> =
	{
		'signing out': (_servers, { page }) => signOut(page),
		'signing out with no network': async (servers, { page }) => {
			await servers.kill();
			await signOut(page);
		},
		'signing out in another tab': async (servers, { context }) => {
			const other = await context.newPage();
			await other.goto(servers.url);
			await expect(appOn(other).message('A secret of Ada')).toBeVisible();
			await signOut(other);
		},
		'the end of the session elsewhere': async (servers, { page }, sessionId) => {
			await servers.control('clerk', 'revoke-session', { sessionId });
			await page.reload();
		}
	};

for (const [way, end] of Object.entries(ENDS)) {
	const isRepeated = way !== 'signing out';

	test(
		`${way} leaves nothing to paint at the next launch`,
		onlyInAll(isRepeated),
		async ({ servers, device }) => {
			const { sessionId } = await openSignedIn(servers, device);
			await untilInstalled(device.page);
			await send(device.page, 'A secret of Ada');
			await expect.poll(() => keptIn(device, 'A secret of Ada')).toHaveLength(2);

			await end(servers, device, sessionId);
			await expect(appOn(device.page).log).toHaveCount(0);
			await expect(appOn(device.page).accountButton).toHaveCount(0);
			await expect.poll(() => keptIn(device, 'A secret of Ada')).toEqual([]);
			await servers.kill();
			await device.relaunch();
			await withoutScripts(device);
			await device.page.goto(servers.url);
			await expect(painted(device.page)).toHaveCount(0);
			expect(await device.page.content()).not.toContain('A secret of Ada');
		}
	);
}

for (const delayMs of [0, 3, 10, 30]) {
	test(
		`a browser that dies ${delayMs} ms after the sign-out was asked for paints nobody’s messages`,
		onlyInAll(delayMs !== 3),
		async ({ servers, device }) => {
			await openWith(servers, device, 'A secret of Ada');
			await servers.kill();
			await appOn(device.page).accountButton.click();
			const item = appOn(device.page).signOut;
			await item.waitFor();
			// From within, so that no answer of the browser takes up the time.
			await item.evaluate((element, ms) => {
				setTimeout(() => {
					(element as HTMLElement).click();
					setTimeout(() => document.body.setAttribute('data-die', ''), ms);
				});
			}, delayMs);
			await device.page.locator('[data-die]').waitFor();
			await device.relaunch();
			const turnOn = await withoutScripts(device);
			await device.page.goto(servers.url);
			const wasPainted = (await painted(device.page).count()) > 0;

			await turnOn();
			await device.page.goto(servers.url);
			const { log } = appOn(device.page);
			const signIn = device.page.getByText('You need a connection to sign in.');
			await expect(log.or(signIn).first()).toBeVisible();
			// Where the sign-out did not get as far as the disk, the user is still signed in.
			if (wasPainted) await expect(log).toContainText('A secret of Ada');
			else expect(await device.page.content()).not.toContain('<div id="snapshot"');
		}
	);
}

test('tabs that keep snapshots at once keep whole ones, and the newest message is in the last', async ({
	servers,
	device
}) => {
	await openWith(servers, device, 'The first');
	const other = await device.context.newPage();
	await other.goto(servers.url);
	await expect(appOn(other).message('The first')).toBeVisible();
	await other.evaluate(() => {
		const torn: string[] = [];
		Object.assign(window, { torn });
		setInterval(() => {
			void (async () => {
				const cache = await caches.open('snapshots');
				for (const key of await cache.keys()) {
					const text = (await (await cache.match(key))?.text()) ?? '<div id="snapshot"></div>';
					const isWhole = text.startsWith('<div id="snapshot"') && text.endsWith('</div>');
					if (!isWhole) torn.push(text);
				}
			})();
		}, 20);
	});
	for (let number = 1; number <= 6; number++) {
		// One after the other, as people write: two tabs share a draft.
		const [left, right] = [`Left ${number}`, `Right ${number}`];
		await write(device.page, left);
		await expect(appOn(other).message(left)).toBeVisible();
		await write(other, right);
		await expect(appOn(device.page).message(left)).toContainText('Sent');
		await expect(appOn(other).message(right)).toContainText('Sent');
	}
	await expect.poll(() => keptIn(device, 'Left 6')).toHaveLength(2);
	await expect.poll(() => keptIn(device, 'Right 6')).toHaveLength(2);
	const torn = await other.evaluate(() => (window as unknown as { torn: string[] }).torn);
	expect(torn).toEqual([]);
});

test('another organisation finds nothing of the last one to paint', async ({ servers, device }) => {
	const { userId } = await openSignedIn(servers, device);
	const { page } = device;
	await untilInstalled(page);
	await send(page, 'Of nobody in particular');
	await expect.poll(() => keptIn(device, 'Of nobody in particular')).toHaveLength(2);
	// What no page of the new organisation would overwrite.
	await page.evaluate(async (key) => {
		const cache = await caches.open('snapshots');
		await cache.put(key, new Response('Left behind'));
	}, snapshotKey('/c/left'));
	const { organizationId } = await servers.control<{ organizationId: string }>(
		'clerk',
		'create-organization',
		{ name: 'Analytical Society', userId }
	);
	await page.evaluate(async (organization) => {
		const { Clerk } = window as unknown as {
			Clerk: { session: { touch(): Promise<void> }; setActive(to: object): Promise<void> };
		};
		await Clerk.session.touch();
		await Clerk.setActive({ organization });
	}, organizationId);
	await expect.poll(() => keptIn(device, 'Left behind')).toEqual([]);
});

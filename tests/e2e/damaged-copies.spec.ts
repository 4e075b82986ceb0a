import { expect, test, type Device, type Servers } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { alterKept, readCached } from './alter-kept.ts';
import { appOn, keptSnapshot, openSignedIn, send, signOut, untilInstalled } from './app.ts';
import { foundOn } from './read-device.ts';

/** How long a network that has come back may take to be noticed. */
const BACK = { timeout: 90_000 };

interface Result {
	value: Record<string, unknown>[];
}

type Change = (kept: never) => unknown;

/** What a query's kept result is turned into. Each runs in the browser. */
const SHAPES = {
	'rows that are null': (kept: Result) => ({ ...kept, value: kept.value.map(() => null) }),
	'rows without fields': (kept: Result) => ({ ...kept, value: kept.value.map(() => ({})) }),
	'a text for the list': (kept: Result) => ({ ...kept, value: 'text' }),
	'an object for the list': (kept: Result) => ({ ...kept, value: { rows: kept.value } }),
	'numbers for the names': (kept: Result) => ({
		...kept,
		value: kept.value.map((row) => ({ ...row, name: 5, author: 5, authorId: 5 }))
	}),
	'a time that is none': (kept: Result) => ({
		...kept,
		value: kept.value.map((row) => ({
			...row,
			sentAt: 'now',
			lastMessage: { authorId: '', author: '', text: '', sentAt: 'now', isRemoved: false }
		}))
	})
} satisfies Record<string, (kept: Result) => unknown>;

type Shape = keyof typeof SHAPES;
const FEW_SHAPES: readonly Shape[] = ['rows that are null', 'a time that is none'];
const OTHER_SHAPES = (Object.keys(SHAPES) as Shape[]).filter(
	(shape) => !FEW_SHAPES.includes(shape)
);

/** The app of Ada with three messages in it, kept on the device and with a snapshot. */
async function openWithMessages(servers: Servers, device: Device) {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	for (const text of ['One', 'Two', 'Three']) await send(device.page, text);
	await expect.poll(() => keptSnapshot(device.page)).toContain('Three');
}

const dropped = ({ page }: Device) =>
	page.getByRole('status', { name: 'Removed from this device' });
const painted = ({ page }: Device) => page.locator('#snapshot');

for (const [query, what, removed] of [
	['conversations:list', 'conversations', 'your conversations'],
	['messages:list', 'messages', 'these messages']
] as const) {
	for (const shapes of [FEW_SHAPES, OTHER_SHAPES]) {
		test(
			`an app whose kept ${what} have another shape says so, and goes on with the live ones: ${shapes.join(', ')}`,
			onlyInAll(shapes === OTHER_SHAPES),
			async ({ servers, device }) => {
				test.setTimeout(240_000);
				const { page } = device;
				await openWithMessages(servers, device);
				for (const shape of shapes) {
					await test.step(shape, async () => {
						await alterKept(device, servers, query, SHAPES[shape]);
						await device.goOffline('switched-off');
						await page.goto(servers.url);
						await expect(dropped(device).filter({ hasText: removed })).toBeVisible();
						await expect(appOn(page).connection).toContainText('Offline');
						await expect(painted(device)).toHaveCount(0);
						await expect(appOn(page).accountButton).toBeVisible();

						await device.goOnline();
						await expect(appOn(page).messages).toHaveText([/One/, /Two/, /Three/], BACK);
						await expect(
							appOn(page).conversations.getByRole('link', { name: 'General' })
						).toBeVisible();
						await expect(dropped(device)).toHaveCount(0);
					});
				}
				await alterKept(device, servers, query, SHAPES['rows that are null']);
				await device.goOffline('switched-off');
				await page.goto(servers.url);
				await expect(dropped(device).first()).toBeVisible();
				await signOut(page);
				await expect(page.getByText('You are signed out on this device')).toBeVisible();
				expect(await foundOn(device, ['Three', 'ada@example.com'])).toEqual([]);
			}
		);
	}
}

test('a kept message that cannot be shown is the only one, until the live one comes', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openWithMessages(servers, device);
	const shapes = [
		({ value, ...kept }: Result) => ({
			...kept,
			value: value.map((row) => (row.body === 'Two' ? { ...row, body: 5 } : row))
		}),
		({ value, ...kept }: Result) => ({
			...kept,
			value: value.map((row) => (row.body === 'Two' ? { ...row, reactions: [null] } : row))
		})
	] as Change[];
	for (const change of shapes) {
		// The page must not write on its way out: that would undo the change.
		const kept = async () => JSON.stringify(await readCached(device, 'messages:list'));
		await expect.poll(kept).toMatch(/"Two".*"Three"/);
		await alterKept(device, servers, 'messages:list', change);
		await device.goOffline('switched-off');
		await page.goto(servers.url);
		await expect(appOn(page).messages).toHaveText([/One/, 'This message cannot be shown', /Three/]);
		await expect(painted(device)).toHaveCount(0);
		await expect(dropped(device)).toHaveCount(0);
		await device.goOnline();
		await expect(appOn(page).messages).toHaveText([/One/, /Two/, /Three/], BACK);
	}
});

test(
	'a result that was kept for another version of the query is dropped, and not shown',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await openWithMessages(servers, device);
		await alterKept(device, servers, 'conversations:list', (kept: Result) => ({
			...kept,
			version: 2
		}));
		// What is painted before the app runs is another copy.
		await page.evaluate(() => caches.delete('snapshots'));
		await device.goOffline('switched-off');
		await page.goto(servers.url);
		const link = appOn(page).conversations.getByRole('link', { name: 'General' });
		await expect.poll(() => readCached(device, 'conversations:list')).toEqual([]);
		await expect(appOn(page).accountButton).toBeVisible();
		await expect(link).toHaveCount(0);
		await expect(dropped(device)).toHaveCount(0);
		await device.goOnline();
		await expect(link).toBeVisible(BACK);
		await expect
			.poll(() => readCached(device, 'conversations:list'))
			.toMatchObject([{ version: 1 }]);
	}
);

test('a copy without a version is the first version’s: an update opens with what was kept', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openWithMessages(servers, device);
	for (const query of ['conversations:list', 'messages:list']) {
		await alterKept(
			device,
			servers,
			query,
			({ value, asOf }: { value: unknown; asOf: unknown }) => ({
				value,
				asOf
			})
		);
	}
	await page.evaluate(() => caches.delete('snapshots'));
	await device.goOffline('switched-off');
	await page.goto(servers.url);
	await expect(appOn(page).messages).toHaveText([/One/, /Two/, /Three/]);
});

/** Makes the drawing of what has an element of this class fail, from the next load on. Errors that are reported are collected. */
async function breakDrawing({ page }: Device, className: string): Promise<string[]> {
	const reported: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') reported.push(message.text());
	});
	await page.addInitScript((broken) => {
		const isBroken = (node: unknown) =>
			(node instanceof DocumentFragment && [...node.children].some((one) => one.matches(broken))) ||
			(node instanceof Element && node.matches(broken) && !node.isConnected);
		for (const [prototype, name] of [
			[Node.prototype, 'cloneNode'],
			[Document.prototype, 'importNode']
		] as const) {
			const copy = Reflect.get(prototype, name) as (...args: unknown[]) => Node;
			Reflect.set(prototype, name, function (this: Node, ...args: unknown[]) {
				if ([this, ...args].some(isBroken)) throw new Error(`No ${broken} can be drawn`);
				return Reflect.apply(copy, this, args);
			});
		}
	}, `.${className}`);
	return reported;
}

test('an app whose frame cannot be drawn offers to load again and to sign out', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openWithMessages(servers, device);
	// Nothing that lies on the disk is drawn in the frame itself.
	const reported = await breakDrawing(device, 'frame');
	await page.reload();
	await expect(page.getByRole('alert')).toContainText('The app cannot be shown.');
	await expect(painted(device)).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
	expect(reported.join()).toContain('No .frame can be drawn');
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page.getByLabel('Email address')).toBeVisible();
	await expect.poll(() => foundOn(device, ['Three', 'ada@example.com'])).toEqual([]);
});

test(
	'a conversation that cannot be drawn leaves the rest of the app as it is',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await openWithMessages(servers, device);
		const reported = await breakDrawing(device, 'list');
		await page.reload();
		await expect(page.getByRole('alert')).toContainText('This conversation cannot be shown.');
		await expect(painted(device)).toHaveCount(0);
		await expect(dropped(device)).toHaveCount(0);
		await expect(appOn(page).conversations.getByRole('link', { name: 'General' })).toBeVisible();
		// At first, without the kept copies, and with the live ones: not again and again.
		expect(reported.filter((text) => text.includes('No .list')).length).toBeLessThan(8);
		await page.getByRole('button', { name: 'New conversation' }).click();
		await expect(appOn(page).accountButton).toBeVisible();
		await expect(page.getByRole('alert')).toHaveCount(0);
		await page.goBack();
		await page.getByRole('button', { name: 'Sign out' }).click();
		await expect(page.getByLabel('Email address')).toBeVisible();
	}
);

test('a snapshot that is cut off does not take the app away with it', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openWithMessages(servers, device);
	await page.goto(`${servers.url}/icons/icon.svg`);
	await page.evaluate(async () => {
		const cache = await caches.open('snapshots');
		for (const key of await cache.keys()) {
			const kept = await cache.match(key);
			const { headers } = kept ?? new Response();
			const text = (await kept?.text()) ?? '';
			await cache.put(key, new Response(text.slice(0, text.indexOf('Two')), { headers }));
		}
	});
	await device.goOffline('switched-off');
	await page.goto(servers.url);
	await expect(appOn(page).messages).toHaveText([/One/, /Two/, /Three/]);
	await expect(painted(device)).toHaveCount(0);
});

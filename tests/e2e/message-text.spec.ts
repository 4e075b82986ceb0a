import { expect, test } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, keptSnapshot, openSignedIn, send, write } from './app.ts';

test.use({ sharesBrowser: true });

test('an address in the app opens where one is', onlyInAll(), async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { page } = device;
	await send(page, `All of them: ${servers.url}/conversations`);
	await page.evaluate(() => Object.assign(window, { isSameWindow: true }));
	await appOn(page).log.getByRole('link').click();
	await expect(page).toHaveURL(`${servers.url}/conversations`);
	expect(await page.evaluate(() => 'isSameWindow' in window)).toBe(true);
});

test('marked messages are painted as they were drawn, do not move when the app comes, and are copied as typed', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { page } = device;
	const { log } = appOn(page);
	const body = '> asked\n\nSo **bold**:\n- one\n- two';
	await write(page, body);
	await send(page, 'plain');
	await expect(log.locator('strong')).toHaveText('bold');
	await expect.poll(() => keptSnapshot(page)).toMatch(/<strong[^]*plain/);
	// A line below the messages says so as long as one of them is on its way.
	await expect.poll(() => keptSnapshot(page)).not.toMatch(/Sending|Saved on this device/);
	// In each frame of the next launch.
	await page.addInitScript(() => {
		const places = new Set<number>();
		Object.assign(window, { places });
		const look = () => {
			const box = document.querySelector('strong')?.getBoundingClientRect();
			if (box?.height) places.add(Math.round(box.y));
			requestAnimationFrame(look);
		};
		look();
	});
	const before = await log.locator('strong').evaluate((one) => one.getBoundingClientRect().y);
	await page.reload();
	await expect(page.locator('#app strong')).toBeVisible();
	await expect(appOn(page).connection).not.toContainText('Connecting');
	const places = await page.evaluate(() => [...(Reflect.get(window, 'places') as Set<number>)]);
	expect(places).toEqual([Math.round(before)]);

	const copied = await log.evaluate((element) => {
		document.getSelection()?.selectAllChildren(element);
		return new Promise<string>((resolve) => {
			document.dispatchEvent(new Event('selectstart'));
			const transfer = new DataTransfer();
			const copy = () => {
				document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: transfer }));
				const text = transfer.getData('text/plain');
				if (text) resolve(text);
				else requestAnimationFrame(copy);
			};
			copy();
		});
	});
	expect(copied).toContain(body);
});

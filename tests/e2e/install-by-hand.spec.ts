import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { openSignedIn } from './app.ts';

test.use({ sharesBrowser: true });

/** Safari on an iPhone, as far as it says who it is. */
const IPHONE = {
	userAgent:
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
	viewport: { width: 390, height: 844 },
	hasTouch: true
};

test('on an iPhone one is told how the app is installed, before signing in and in the settings', async ({
	servers,
	newDevice
}) => {
	const device = await newDevice(IPHONE);
	const { page } = device;
	const open = page.getByRole('button', { name: 'Install…' });
	const dialog = page.getByRole('dialog', { name: 'Install the app' });
	await page.goto(`${servers.url}/sign-in`);
	await open.tap();
	await expect(dialog.getByRole('listitem')).toHaveText([/Tap Share/, /Add to Home Screen/]);
	await dialog.getByRole('button', { name: 'Close' }).tap();
	await expect(dialog).toBeHidden();

	await openSignedIn(servers, device);
	await expect(open).toHaveCount(0);
	await page.goto(`${servers.url}/settings`);
	await open.tap();
	await expect(dialog).toBeVisible();
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(open).toBeFocused();
});

test('nobody else is told it', onlyInAll(), async ({ servers, newDevice }) => {
	const installed = await newDevice(IPHONE);
	await installed.page.addInitScript(() => {
		Object.defineProperty(navigator, 'standalone', { value: true });
	});
	for (const { page } of [installed, await newDevice()]) {
		await page.goto(`${servers.url}/sign-in`);
		await expect(page.getByLabel('Email address')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Install…' })).toHaveCount(0);
	}
});

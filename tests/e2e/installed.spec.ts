import { expect } from '../offline-kit/index.ts';
import { onPhone } from '../only-in-all.ts';
import { appOn, openSignedIn, untilInstalled } from './app.ts';
import { publishNewVersion, test } from './own-build.ts';

interface ManifestImage {
	src: string;
	sizes: string;
	type: string;
	purpose?: string;
	form_factor?: string;
}

test.use({ sharesBrowser: true });

test(
	'a new version waits for the user, and loses nothing when it takes over',
	onPhone(),
	async ({ servers, device, buildFolder, isMobile }) => {
		await openSignedIn(servers, device);
		const { page } = device;
		await untilInstalled(page);
		await page.reload();
		const { composer, conversations, message } = appOn(page);
		await servers.control('convex', 'refuse', { on: true });
		await composer.fill('Not sent yet');
		await composer.press('Enter');
		await expect(message('Not sent yet')).toContainText('Saved on this device');
		await composer.fill('Half a thought');
		await expect(appOn(page).updateButton).toHaveCount(0);

		await publishNewVersion(buildFolder);
		await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
		// A phone has it on the list, one Back away.
		if (isMobile) await page.getByRole('link', { name: 'Conversations' }).click();
		await expect(appOn(page).updateButton).toBeVisible();
		expect(await page.locator('html').getAttribute('data-version')).toBeNull();
		await appOn(page).updateButton.click();

		await expect(page.locator('html[data-version="2"]')).toBeAttached();
		if (isMobile) await conversations.getByRole('link', { name: 'General' }).click();
		await expect(composer).toHaveValue('Half a thought');
		await expect(message('Not sent yet')).toContainText('Saved on this device');
		await servers.control('convex', 'refuse', { on: false });
		await expect(message('Not sent yet')).toContainText('Sent');
		await servers.kill();
		await page.reload();
		await expect(page.locator('html[data-version="2"]')).toBeAttached();
		await expect(composer).toHaveValue('Half a thought');
		await expect(message('Not sent yet')).toHaveCount(1);
	}
);

test('the app can be installed: the manifest, its images and the marks for iOS are there', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.goto(servers.url);
	const href = await page.locator('link[rel="manifest"]').getAttribute('href');
	const response = await page.request.get(servers.url + href);
	const manifest = (await response.json()) as {
		id: string;
		name: string;
		start_url: string;
		display: string;
		theme_color: string;
		icons: ManifestImage[];
		screenshots: ManifestImage[];
	};

	expect(manifest).toMatchObject({ id: '/', name: 'Messages', start_url: '/' });
	expect(manifest.display).toBe('standalone');
	expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(
		expect.arrayContaining(['192x192', '512x512'])
	);
	expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
	expect(manifest.screenshots.map((one) => one.form_factor).sort()).toEqual(['narrow', 'wide']);
	for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots]) {
		const size = await page.evaluate(async (url) => {
			const image = new Image();
			image.src = url;
			await image.decode();
			return `${image.naturalWidth}x${image.naturalHeight}`;
		}, src);
		if (type === 'image/png') expect(size).toBe(sizes);
	}
	await expect(page.locator('meta[name="apple-mobile-web-app-capable"]')).toBeAttached();
	await expect(page.locator('link[rel="apple-touch-icon"]')).toBeAttached();
	await expect(page.locator('meta[name="theme-color"]')).toHaveCount(2);
});

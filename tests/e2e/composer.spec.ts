import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn } from './app.ts';

test.use({ sharesBrowser: true });

/** The height of the box that one writes in, in pixels. */
const heightOf = (page: Page) =>
	appOn(page).composer.evaluate((area) => area.getBoundingClientRect().height);

test('the Enter that ends a composition in Safari, after its end, sends nothing', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { composer, messages } = appOn(device.page);
	await composer.fill('日本');
	await composer.evaluate((area) => {
		const init = { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true };
		area.dispatchEvent(new KeyboardEvent('keydown', init));
	});
	await composer.pressSequentially('語');
	await composer.press('Enter');

	await expect(messages).toHaveCount(1);
	await expect(messages.getByText('日本語', { exact: true })).toBeVisible();
});

test('who writes on before a message is on the disk sends each message once and whole', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { composer, messages } = appOn(device.page);
	await composer.focus();
	await composer.evaluate(async (area) => {
		for (const word of ['one', 'two']) {
			document.execCommand('insertText', false, word);
			const init = { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true };
			area.dispatchEvent(new KeyboardEvent('keydown', init));
			// As after every key: no disk is as quick as that.
			await Promise.resolve();
		}
	});

	await expect(messages).toHaveCount(2);
	for (const word of ['one', 'two']) {
		await expect(messages.getByText(word, { exact: true })).toBeVisible();
	}
	await expect(composer).toHaveValue('');
});

test('the composer grows with its text where styles alone cannot make it', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.addInitScript(() => Object.assign(CSS, { supports: () => false }));
	await openSignedIn(servers, device);
	await page.addStyleTag({ content: 'textarea { field-sizing: fixed !important }' });
	const { composer, messages } = appOn(page);
	const oneLine = await heightOf(page);
	await composer.fill('one\ntwo\nthree');
	await expect.poll(() => heightOf(page)).toBeGreaterThan(oneLine * 1.8);
	const threeLines = await heightOf(page);
	await composer.fill('line\n'.repeat(30));
	await expect.poll(() => heightOf(page)).toBeGreaterThan(threeLines);
	expect(await heightOf(page)).toBeLessThan(threeLines * 2.5);
	await composer.fill('one');
	await composer.press('Enter');
	await expect(messages).toHaveCount(1);
	await expect.poll(() => heightOf(page)).toBe(oneLine);
});

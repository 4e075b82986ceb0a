import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send } from './app.ts';

test.use({ sharesBrowser: true });

test('a text that is too long is not taken, says by how much, and is split into several messages', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	const { composer, messages, sendButton } = appOn(page);
	const paragraphs = ['a', 'b', 'c'].map((letter) => `${letter.repeat(2_999)}.`);
	await composer.fill(paragraphs.join('\n\n'));
	await expect(sendButton).toBeDisabled();
	await expect(composer).toHaveAccessibleDescription(/5,004 characters too many/);
	await expect(
		page.getByRole('status').filter({ hasText: '5,004 characters too many' })
	).toHaveCount(1);
	await composer.press('Enter');
	await expect(composer).toHaveValue(paragraphs.join('\n\n'));
	await page.getByRole('button', { name: 'Split into 3 messages' }).click();
	for (const paragraph of paragraphs) {
		await expect(messages.filter({ hasText: paragraph })).toContainText('Sent');
	}
	await expect(messages).toHaveText([/a{2999}\./, /b{2999}\./, /c{2999}\./]);
	await expect(composer).toHaveValue('');
	await expect(sendButton).toBeDisabled();
});

test('two tabs have one draft: what is typed arrives, and what is sent is gone in both', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const other = await device.context.newPage();
	await other.goto(servers.url);
	const [here, there] = [appOn(device.page), appOn(other)];
	await expect(there.composer).toBeVisible();
	await here.composer.fill('One draft');
	await expect(there.composer).toHaveValue('One draft');
	await there.composer.press('End');
	await there.composer.pressSequentially(', two tabs');
	await expect(here.composer).toHaveValue('One draft, two tabs');
	await here.composer.press('Enter');
	await expect(here.message('One draft, two tabs')).toContainText('Sent');
	await expect(there.composer).toHaveValue('');
	await there.composer.press('Enter');
	await send(other, 'The next one');
	await expect(here.messages).toHaveText([/One draft, two tabs/, /The next one/]);
	await expect(here.composer).toHaveValue('');
});

test('a draft that the device cannot keep says so, until it can', async ({ servers, device }) => {
	const { page } = device;
	await openSignedIn(servers, device);
	const { composer } = appOn(page);
	await composer.fill('Kept');
	// As on a disk without room: nothing can be written, and all can be read and deleted.
	await page.evaluate(() => {
		const store = IDBObjectStore.prototype;
		Object.assign(window, { stored: { put: Reflect.get(store, 'put') } });
		store.put = () => {
			throw new DOMException('full', 'QuotaExceededError');
		};
	});
	await composer.fill('Not kept');
	const said = page.getByRole('status').filter({ hasText: 'no room left' });
	await expect(said).toBeVisible();
	await expect(composer).toHaveValue('Not kept');
	await page.evaluate(() => {
		const { stored } = window as unknown as { stored: Pick<IDBObjectStore, 'put'> };
		Object.assign(IDBObjectStore.prototype, stored);
	});
	await composer.fill('Kept again');
	await expect(said).toBeHidden();
	await page.reload();
	await expect(composer).toHaveValue('Kept again');
});

import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send } from './app.ts';

test.use({ sharesBrowser: true });

test('an address in a message opens in a window of its own, which learns nothing of this one', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { page } = device;
	await send(page, 'Read (https://books.example/wiki_(a)). Write to ada@books.example!');

	const link = appOn(page).log.getByRole('link', { name: 'https://books.example/wiki_(a)' });
	await expect(link).toHaveAttribute('href', 'https://books.example/wiki_(a)');
	await expect(link).toHaveAttribute('target', '_blank');
	await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
	await expect(appOn(page).log.getByRole('link', { name: 'ada@books.example' })).toHaveAttribute(
		'href',
		'mailto:ada@books.example'
	);
});

test('an address in the app opens where one is', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { page } = device;
	await send(page, `All of them: ${servers.url}/conversations`);
	await page.evaluate(() => Object.assign(window, { isSameWindow: true }));
	await appOn(page).log.getByRole('link').click();
	await expect(page).toHaveURL(`${servers.url}/conversations`);
	expect(await page.evaluate(() => 'isSameWindow' in window)).toBe(true);
});

test('hostile addresses are plain text', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { page } = device;
	const hostile = [
		'javascript:alert(document.domain)',
		'data:text/html,<script>alert(1)</script>',
		'<a href="javascript:alert(1)">click</a>'
	];
	for (const text of hostile) await send(page, text);
	for (const text of hostile) {
		await expect(appOn(page).messages.getByText(text, { exact: true })).toBeVisible();
	}
	await expect(appOn(page).log.getByRole('link')).toHaveCount(0);
});

test('lines of code keep their shape, and scroll sideways inside a phone’s page', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.setViewportSize({ width: 360, height: 740 });
	await openSignedIn(servers, device);
	const line = `\tconst total = [${'1, '.repeat(60)}];`;
	const { composer } = appOn(page);
	await composer.fill(`So:\n\`\`\`ts\n${line}\n\n\treturn total;\n\`\`\`\nNot \`eval\`.`);
	await composer.press('Enter');

	const code = appOn(page).log.getByRole('group', { name: 'Code' });
	await expect(code).toHaveText(`${line}\n\n\treturn total;`, { useInnerText: true });
	const { overflow, page: pageOverflow } = await code.evaluate((block) => ({
		overflow: block.scrollWidth - block.clientWidth,
		page: document.documentElement.scrollWidth - window.innerWidth
	}));
	expect(overflow).toBeGreaterThan(0);
	expect(pageOverflow).toBeLessThanOrEqual(0);
	await code.focus();
	await page.keyboard.press('ArrowRight');
	await expect.poll(() => code.evaluate((block) => block.scrollLeft)).toBeGreaterThan(0);
	await expect(appOn(page).log.getByText('eval', { exact: true })).toBeVisible();
});

test('says exactly when a message was sent to who points at it or hears it', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	await send(device.page, 'Now');
	const time = appOn(device.page).message('Now').getByRole('time');
	const year = String(new Date().getFullYear());
	await expect(time).toHaveAttribute('title', new RegExp(year));
	await expect(time).toHaveAttribute('datetime', new RegExp(`^${year}-`));
	await expect(time.locator(':not([aria-hidden])')).toContainText(year);
});

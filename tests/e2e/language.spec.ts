import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { appOn, keptSnapshot, openSignedIn, putSession, send, untilInstalled } from './app.ts';

test.use({ sharesBrowser: true });

const direction = (page: Page) =>
	page.evaluate(() => {
		const { lang, dir } = document.documentElement;
		return [lang, dir];
	});

test('the app speaks Arabic from right to left once that is chosen, and keeps its focus', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await send(page, 'Good morning');
	expect(await direction(page)).toEqual(['en', 'ltr']);
	await page.goto(`${servers.url}/settings`);
	const language = page.getByRole('combobox', { name: 'Language' });
	await language.focus();
	await language.selectOption('ar');
	await expect(page.getByRole('heading', { name: 'الإعدادات', level: 1 })).toBeVisible();
	expect(await direction(page)).toEqual(['ar', 'rtl']);
	await expect(page.getByRole('combobox', { name: 'اللغة' })).toBeFocused();

	await page.goto(servers.url);
	await expect(page.getByRole('log', { name: 'الرسائل' })).toContainText('Good morning');
	await expect
		.poll(() => keptSnapshot(page))
		.toMatch(/id="snapshot"[^>]* lang="ar"[^>]* dir="rtl"/);
	await device.goOffline('switched-off');
	await page.reload();
	await expect(page.getByRole('status', { name: 'الاتصال' })).toContainText('غير متصل');
	await expect(page.getByRole('log', { name: 'الرسائل' })).toContainText('Good morning');
});

test.describe('in a browser whose user reads Arabic first', () => {
	test.use({ locale: 'ar-EG' });

	test('a sign-in that Convex does not accept is explained in Arabic, and goes on by itself', async ({
		servers,
		device
	}) => {
		const { page } = device;
		await servers.control('convex', 'reject-auth');
		await putSession(servers, device);
		await page.goto(servers.url);
		const alert = page.getByRole('alert');
		await expect(alert).toContainText('لم يُقبَل تسجيل دخولك بعد.');
		await expect(alert.locator('[lang="en"]')).toContainText('does not accept');
		await servers.control('convex', 'reject-auth', { on: false });
		await expect(page.getByRole('log', { name: 'الرسائل' })).toBeVisible({ timeout: 90_000 });
		await expect(alert).toHaveCount(0);
	});

	test('the app speaks Arabic by itself', async ({ servers, device }) => {
		const { page } = device;
		await page.goto(`${servers.url}/sign-in`);
		await expect(page.getByRole('heading', { name: 'الرسائل' })).toBeVisible();
		expect(await direction(page)).toEqual(['ar', 'rtl']);
		await openSignedIn(servers, device);
		await expect(appOn(page).messages).toHaveCount(0);
		await expect(page.getByRole('textbox', { name: 'رسالة' })).toBeVisible();
	});

	test('Clerk’s own components speak it too, from right to left, and go over to English', async ({
		servers,
		device
	}) => {
		const { page } = device;
		await page.goto(`${servers.url}/sign-in`);
		const title = page.getByRole('heading', { name: 'تسجيل الدخول' });
		await expect(title).toBeVisible();
		const email = page.getByLabel('العنوان الإلكتروني');
		await expect(email).toBeVisible();
		await expect(email).toHaveAttribute('placeholder', 'أدخل بريدك الإلكتروني');
		await expect(page.getByLabel('Email address')).toHaveCount(0);
		const label = page.getByText('العنوان الإلكتروني', { exact: true });
		const [input, words] = [await email.boundingBox(), await label.boundingBox()];
		const right = (box: typeof input) => (box ? box.x + box.width : NaN);
		expect(Math.abs(right(input) - right(words))).toBeLessThan(4);

		await openSignedIn(servers, device);
		await page.goto(`${servers.url}/settings`);
		await page.getByRole('link', { name: 'إدارة الحساب' }).click();
		await expect(page.getByRole('heading', { name: 'الحساب', exact: true })).toBeVisible();
		await page.goBack();
		await page.getByRole('combobox', { name: 'اللغة' }).selectOption('en');
		await page.getByRole('link', { name: 'Manage account' }).click();
		await expect(page.getByRole('heading', { name: 'Profile details' })).toBeVisible();
	});
});

import { expect, test as base } from '@playwright/test';
import { offlineFixtures } from 'clerk-convex-svelte/testing';

const test = base.extend(offlineFixtures);
const { E2E_EMAIL = 'ada@example.com', E2E_PASSWORD = 'local-password' } = process.env;

test('opens with no network, takes a message, and sends it later', async ({ device }) => {
	const { page } = device;
	const messages = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
	const status = page.getByRole('status', { name: 'Messages are' });
	await page.goto('/');
	await page.getByLabel('Email address').fill(E2E_EMAIL);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await page.getByLabel('Password', { exact: true }).fill(E2E_PASSWORD);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await expect(status).toHaveText('live');
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));

	await device.goOffline('servers-gone');
	await page.reload();
	await expect(status).toHaveText('cached');
	const text = `Written at ${Date.now()}`;
	await page.getByRole('textbox', { name: 'Message' }).fill(text);
	await page.getByRole('button', { name: 'Send' }).click();
	await expect(messages.last()).toHaveText(`Pending: ${text}`);

	await device.goOnline();
	await expect(messages.last()).not.toContainText('Pending');
	await expect(messages.last()).toContainText(text);
});

import { PRESENCE_MS } from '../../convex/limits.ts';
import { expect } from '../offline-kit/index.ts';
import { appOn } from './app.ts';
import { test } from './two-people.ts';

test.use({ sharesBrowser: true });

test('one sees who is here and who is typing, and that they have gone', async ({
	servers,
	ada,
	grace
}) => {
	await expect(ada.page.getByText('Grace Hopper is here')).toBeVisible();
	await expect(grace.page.getByText('Ada Lovelace is here')).toBeVisible();

	await appOn(grace.page).composer.pressSequentially('Dear Ada');
	await expect(ada.page.getByText('Grace Hopper is typing…')).toBeVisible();
	await expect(grace.page.getByText('is typing')).toHaveCount(0);
	await appOn(grace.page).composer.press('Enter');
	await expect(ada.page.getByText('is typing')).toHaveCount(0);
	await expect(ada.page.getByText('Grace Hopper is here')).toBeVisible();

	await grace.page.goto(`${servers.url}/conversations`);
	await expect(ada.page.getByText('is here')).toHaveCount(0);
});

test('nobody is shown without a network, and who has lost theirs goes in time', async ({
	servers,
	ada,
	grace
}) => {
	// What says that somebody types comes after the conversation.
	await expect(grace.page.getByText('Ada Lovelace is here')).toBeVisible();
	await appOn(grace.page).composer.pressSequentially('Dear Ada');
	await expect(ada.page.getByText('Grace Hopper is typing…')).toBeVisible();
	await grace.goOffline('switched-off');
	await expect(grace.page.getByText('is here')).toHaveCount(0);
	await expect(ada.page.getByText('is typing')).toHaveCount(0);
	await expect(ada.page.getByText('Grace Hopper is here')).toBeVisible();
	await servers.control('convex', 'advance-clock', { ms: PRESENCE_MS });
	await expect(ada.page.getByText('is here')).toHaveCount(0);
});

test('typing is not written at each key, and wakes no query that does not show it', async ({
	servers,
	ada,
	grace
}) => {
	await expect(ada.page.getByText('Grace Hopper is here')).toBeVisible();
	await expect(grace.page.getByText('Ada Lovelace is here')).toBeVisible();
	const runs = async () => {
		const { runs } = await servers.control<{ runs: Record<string, number> }>('convex', 'stats', {
			clear: true
		});
		return runs;
	};
	await runs();
	const started = Date.now();
	await appOn(grace.page).composer.pressSequentially('x'.repeat(100), { delay: 20 });
	await expect(ada.page.getByText('Grace Hopper is typing…')).toBeVisible();
	const { 'presence:beat': beats = 0, 'presence:here': looks = 0, ...others } = await runs();
	// Both are here; one of them types.
	const seconds = Math.ceil((Date.now() - started) / 1000);
	expect(beats).toBeLessThanOrEqual(2 * (1 + seconds / 20) + seconds / 4 + 1);
	expect(looks).toBeGreaterThan(0);
	expect(others).toEqual({});
});

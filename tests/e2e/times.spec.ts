import { expect, test } from '../offline-kit/index.ts';
import { appOn, keptSnapshot, openSignedIn, send, untilInstalled } from './app.ts';

test.use({ sharesBrowser: true });

/** How far from UTC a place is where it is nine in the morning: the day ends there long after the test. */
const OFFSET_HOURS = ((9 - new Date().getUTCHours() + 36) % 24) - 12;

// Its name has the sign the other way round.
test.use({ timezoneId: `Etc/GMT${OFFSET_HOURS > 0 ? '-' : '+'}${Math.abs(OFFSET_HOURS)}` });

test('what was said just now grows older on the screen, and its exact time is always there', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.clock.install();
	await openSignedIn(servers, device);
	await send(page, 'Good morning');
	const { message, conversations } = appOn(page);
	const time = message('Good morning').locator('time');
	const inList = conversations.getByRole('link', { name: 'General' }).locator('time');
	const shown = (at: typeof time) => at.locator('[aria-hidden]');
	await expect(shown(time)).toHaveText('now');
	await expect(shown(inList)).toHaveText('now');

	await page.clock.fastForward('05:00');
	await expect(shown(time)).toHaveText('5 min');
	await expect(shown(inList)).toHaveText('5 min');
	const sentAt = new Date((await time.getAttribute('datetime')) ?? '');
	const exact = await page.evaluate(
		(ms) => new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'short' }).format(ms),
		sentAt.getTime()
	);
	for (const one of [time, inList]) {
		await expect(one).toHaveAttribute('title', exact);
		await expect(one.locator('.visually-hidden')).toHaveText(exact);
	}

	await page.clock.fastForward('01:00:00');
	const clock = /^\d{1,2}:\d\d\s[AP]M$/;
	await expect(shown(time)).toHaveText(clock);
	await page.clock.fastForward('24:00:00');
	await expect(shown(inList)).toHaveText('yesterday');
	await expect(page.getByRole('heading', { name: 'yesterday' })).toBeVisible();
	await expect(shown(time)).toHaveText(clock);
});

test('what a launch paints does not say “now” of what was said before it', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await send(page, 'Good morning');
	const kept = () => keptSnapshot(page);
	await expect.poll(kept).toContain('Good morning');
	await expect.poll(kept).toMatch(/<time[^>]*><span[^>]*aria-hidden="true"[^>]*>\d{1,2}:\d\d/);
	expect(await kept()).not.toMatch(/>(now|\d+ min)</);
});

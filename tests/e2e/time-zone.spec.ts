import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send } from './app.ts';

test.use({ sharesBrowser: true });

test('when the phone comes into another time zone, an open page shows all times in it', async ({
	servers,
	device
}) => {
	const { page, context } = device;
	await openSignedIn(servers, device);
	await send(page, 'Boarding now');
	const time = appOn(page).message('Boarding now').locator('time');
	const sentAt = Date.parse((await time.getAttribute('datetime')) ?? '');
	const exactIn = (zone: string) =>
		page.evaluate(
			([ms, timeZone]) =>
				new Intl.DateTimeFormat('en-US', {
					dateStyle: 'full',
					timeStyle: 'short',
					timeZone
				}).format(ms),
			[sentAt, zone] as const
		);
	const session = await context.newCDPSession(page);
	for (const zone of ['Asia/Kathmandu', 'Pacific/Honolulu']) {
		await session.send('Emulation.setTimezoneOverride', { timezoneId: zone });
		// As when the phone is taken out of the pocket.
		await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
		const exact = await exactIn(zone);
		await expect(time).toHaveAttribute('title', exact);
		await expect(time.locator('.visually-hidden')).toHaveText(exact);
	}
});

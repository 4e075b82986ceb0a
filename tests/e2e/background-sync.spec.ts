import { expect, test } from '../offline-kit/index.ts';
import { onPhone } from '../only-in-all.ts';
import { appOn, openSignedIn, untilInstalled, writeOffline } from './app.ts';

test.use({ sharesBrowser: true });

test(
	'the service worker wakes the app for pending messages',
	onPhone(),
	async ({ servers, device }) => {
		await openSignedIn(servers, device);
		const { page, context } = device;
		await untilInstalled(page);
		await page.reload();
		await device.goOffline('switched-off');
		await writeOffline(page, 'Wake me');
		const tags = () =>
			page.evaluate(async () => {
				const { sync } = (await navigator.serviceWorker.ready) as unknown as {
					sync: { getTags: () => Promise<string[]> };
				};
				return await sync.getTags();
			});
		await expect.poll(tags).toContain('clerk-convex-svelte');

		const woken = page.evaluate(
			() =>
				new Promise((resolve) => {
					navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data));
				})
		);
		// Playwright's switch does not do what a network that is back does: it sends no event.
		await device.goOnline();
		const session = await context.newCDPSession(page);
		const registered = new Promise<string>((resolve) => {
			session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
				const [registration] = registrations;
				if (registration) resolve(registration.registrationId);
			});
		});
		await session.send('ServiceWorker.enable');
		await session.send('ServiceWorker.dispatchSyncEvent', {
			origin: `${servers.url}/`,
			registrationId: await registered,
			tag: 'clerk-convex-svelte',
			lastChance: false
		});
		expect(await woken).toBe('clerk-convex-svelte:wake');
		await expect(appOn(page).message('Wake me')).toContainText('Sent');
	}
);

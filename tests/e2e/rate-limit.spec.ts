import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn, untilInstalled } from './app.ts';

test.use({ sharesBrowser: true });

test('what is too much at once says how long it waits, and arrives in its order', async ({
	servers,
	device
}) => {
	// 15 at once, and then six a minute.
	await servers.control('convex', 'environment', { RATE_LIMIT_SCALE: '0.05' });
	await openSignedIn(servers, device);
	const { composer, connection, message, messages } = appOn(device.page);
	await untilInstalled(device.page);
	// They wait, and come at once, however slowly they are written.
	await device.goOffline('switched-off');
	await expect(connection).toContainText('Offline');
	for (let number = 1; number <= 16; number++) {
		await composer.fill(`Message ${number}.`);
		await composer.press('Enter');
	}
	await expect(message('Message 16.')).toContainText('Saved on this device');
	await device.goOnline();
	await expect(message('Message 15.')).toContainText('Sent');
	await expect(message('Message 16.')).toContainText(
		/Saved on this device\s+· too many at once, sent in \d+ seconds?/
	);
	await expect(message('Message 16.')).toContainText('Sent');
	await expect(messages).toContainText(
		Array.from({ length: 16 }, (_, index) => `Message ${index + 1}.`)
	);
});

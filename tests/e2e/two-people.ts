import { test as base, type Device } from '../offline-kit/index.ts';
import { openSignedIn } from './app.ts';

/** Tests in which two people have the app open, each on a device of their own. */
export const test = base.extend<{ ada: Device; grace: Device }>({
	ada: async ({ servers, device }, use) => {
		await openSignedIn(servers, device, 'ada@example.com');
		await use(device);
	},
	grace: async ({ servers, newDevice }, use) => {
		const device = await newDevice();
		await openSignedIn(servers, device, 'grace@example.com');
		await use(device);
	}
});

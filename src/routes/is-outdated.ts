import { updated } from '$app/state';

/** Whether there is a newer version of the app: asks the server, through the service worker if there is one. */
export async function isOutdated(): Promise<boolean> {
	const registration = await navigator.serviceWorker?.getRegistration();
	if (!registration) return await updated.check();
	await registration.update().catch(() => undefined);
	return registration.installing !== null || registration.waiting !== null;
}

import { registerSW } from 'virtual:pwa-register';

/**
 * Registers the service worker. Calls `onWaiting` when a new version is installed and waits, with a
 * function that activates the new version and reloads the page.
 */
export function registerServiceWorker(
	signal: AbortSignal,
	onWaiting: (apply: () => void) => void
): void {
	if (signal.aborted) return;
	const apply = registerSW({
		immediate: true,
		onNeedRefresh: () => {
			if (!signal.aborted) onWaiting(() => void apply(true));
		},
		onRegisteredSW: (_url, registration) => {
			if (!registration) return;
			// An app on a home screen is rarely reloaded: it looks for a new version when it becomes visible.
			document.addEventListener(
				'visibilitychange',
				() => {
					if (document.visibilityState === 'visible') {
						void registration.update().catch(() => undefined);
					}
				},
				{ signal }
			);
		}
	});
}

/**
 * Registers the service worker, and calls `onWaiting` when a new version is installed and waits: what
 * it is given makes the new version take over and loads the page anew.
 */
export async function registerServiceWorker(
	signal: AbortSignal,
	onWaiting: (apply: () => void) => void
): Promise<void> {
	const { registerSW } = await import('virtual:pwa-register');
	if (signal.aborted) return;
	const apply = registerSW({
		immediate: true,
		onNeedRefresh: () => {
			if (!signal.aborted) onWaiting(() => void apply(true));
		},
		onRegisteredSW: (_url, registration) => {
			if (!registration) return;
			// An app on a home screen is seldom loaded anew: it looks for a new version when it comes back.
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

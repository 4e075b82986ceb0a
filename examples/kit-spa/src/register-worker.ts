/// <reference types="vite-plugin-pwa/client" />

/** Registers the service worker of vite-plugin-pwa, which keeps the app's files. A development server has none. */
export async function registerWorker(): Promise<void> {
	const { registerSW } = await import('virtual:pwa-register');
	registerSW({ immediate: true });
}

import 'vite-plugin-pwa/client';
import 'vite-plugin-pwa/svelte';

declare global {
	/** Chromium's offer to install the app; no other browser has it, and no standard. */
	interface BeforeInstallPromptEvent extends Event {
		prompt(): Promise<void>;
	}

	interface WindowEventMap {
		beforeinstallprompt: BeforeInstallPromptEvent;
	}
}

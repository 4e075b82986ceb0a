import 'vite-plugin-pwa/client';
import 'vite-plugin-pwa/svelte';

declare global {
	namespace App {
		interface PageState {
			/** The conversation that is being made at this address. */
			making?: { id: string; name: string };
		}
	}

	/** Chromium's offer to install the app; no other browser has it, and no standard. */
	interface BeforeInstallPromptEvent extends Event {
		prompt(): Promise<void>;
	}

	/** Apple's, on its phones and tablets: whether the page is an installed app. */
	interface Navigator {
		standalone?: boolean;
	}

	interface WindowEventMap {
		beforeinstallprompt: BeforeInstallPromptEvent;
	}
}

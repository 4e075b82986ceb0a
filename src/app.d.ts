import 'vite-plugin-pwa/client';
import 'vite-plugin-pwa/svelte';

declare global {
	namespace App {
		interface PageState {
			/** Whether this entry of the history stands for the list, under what the app was opened at. */
			isBeneath?: true;
			/** A message of theirs that is to be reported. */
			reported?: { authorId: string; clientId: string };
			/** Whose profile is over the page. */
			person?: { subject: string; name: string; pictureUrl?: string };
		}
	}

	/** Chromium's offer to install the app; no other browser has it, and no standard. */
	interface BeforeInstallPromptEvent extends Event {
		prompt(): Promise<void>;
	}

	/** Asked on Android when somebody goes back; TypeScript does not know it yet. */
	class CloseWatcher {
		onclose: (() => void) | null;
		destroy(): void;
	}

	/** Apple's, on its phones and tablets: whether the page is an installed app. */
	interface Navigator {
		standalone?: boolean;
	}

	interface WindowEventMap {
		beforeinstallprompt: BeforeInstallPromptEvent;
	}
}

import { createContext } from 'svelte';

/** What the browser offers for installing and updating the app. */
export class InstalledApp {
	#offer = $state.raw<BeforeInstallPromptEvent | undefined>();
	#update = $state.raw<(() => void) | undefined>();

	/** Asks the user to install the app; `undefined` while the browser does not offer it. */
	get install(): (() => void) | undefined {
		const offer = this.#offer;
		return offer && (() => void this.#ask(offer));
	}

	/** Activates a new version that is waiting; `undefined` while there is none. */
	get update(): (() => void) | undefined {
		return this.#update;
	}

	/** Listens until the signal is aborted. */
	start(window: Window, signal: AbortSignal): void {
		window.addEventListener(
			'beforeinstallprompt',
			(event) => {
				// The app asks when the user wants to install it, not when the browser does.
				event.preventDefault();
				this.#offer = event;
			},
			{ signal }
		);
		window.addEventListener('appinstalled', () => (this.#offer = undefined), { signal });
		void import('./service-worker-update').then(
			({ registerServiceWorker }) =>
				registerServiceWorker(signal, (apply) => (this.#update = apply)),
			// The next launch registers it.
			() => undefined
		);
	}

	async #ask(offer: BeforeInstallPromptEvent): Promise<void> {
		this.#offer = undefined;
		await offer.prompt();
	}
}

export const [useInstalledApp, setInstalledApp] = createContext<InstalledApp>();

import type { ClerkUIConstructor, LoadedClerk, LocalizationResource } from '@clerk/shared/types';
import type { Report } from '../diagnostics.js';
import { retry, type RetryTriggers } from '../recovery.js';
import { followLocalization, localize, type AskLocalization } from './clerk-localization.svelte.js';
import type { ClerkGlobals } from './clerk-globals.js';
import type { ClerkSettings } from './clerk-settings.js';
import { deferClerkUi, type DeferredClerkUi } from './deferred-clerk-ui.js';

export interface ClerkUiOptions {
	settings: ClerkSettings;
	window: Window;
	/** Loads the script of Clerk's UI. */
	loadScript: (isReady: () => boolean) => Promise<void>;
	retryTriggers: RetryTriggers;
	report: Report;
	signal: AbortSignal;
}

/**
 * Clerk's own components. They are three times the size of all the rest, so they are promised to Clerk
 * when it loads, and loaded when the first of them is needed.
 */
export class ClerkUi {
	readonly #options: ClerkUiOptions;
	#isNeeded = false;
	#isStarted = false;
	#isLoaded = false;
	#deferred: DeferredClerkUi | undefined;
	#clerk: LoadedClerk | undefined;
	/** As the app last gave it. */
	#localization: LocalizationResource | undefined;

	constructor(options: ClerkUiOptions) {
		this.#options = options;
	}

	/** The components, for a Clerk that is about to load. */
	promiseTo(clerk: object): Promise<ClerkUIConstructor> {
		this.#deferred = deferClerkUi(clerk);
		this.#start();
		this.#deliver();
		return this.#deferred.promise;
	}

	/** Clerk is loaded: its components can change their language from now on. */
	attach(clerk: LoadedClerk): void {
		this.#clerk = clerk;
		this.#start();
		if (this.#localization) localize(clerk, this.#localization);
	}

	/**
	 * Loads the components, in the app's language. Calling it again changes nothing. Of a Clerk that was
	 * promised none, the components are the app's own.
	 */
	need(): void {
		this.#isNeeded = true;
		this.#start();
	}

	/** Until Clerk loads, it is not known whether it is promised any. */
	#start(): void {
		if (this.#isStarted || !this.#isNeeded || !(this.#deferred ?? this.#clerk)) return;
		this.#isStarted = true;
		// It ends only when the signal is aborted: nobody waits for it then.
		void this.#load().catch(() => undefined);
	}

	async #load(): Promise<void> {
		const { settings, window, loadScript, retryTriggers, report, signal } = this.#options;
		const onFailure = (error: unknown) => report('clerk_ui_not_loaded', error);
		const isReady = () => '__internal_ClerkUICtor' in window;
		const localized = settings.localization && this.#followLocalization(settings.localization);
		if (this.#deferred) {
			await retry(() => loadScript(isReady), { signal, retryTriggers, onFailure });
		}
		await localized;
		this.#isLoaded = true;
		this.#deliver();
	}

	async #followLocalization(ask: AskLocalization): Promise<void> {
		const apply = (localization: LocalizationResource | undefined) => {
			this.#localization = localization;
			if (this.#clerk) localize(this.#clerk, localization);
		};
		await followLocalization(ask, apply, this.#options);
	}

	#deliver(): void {
		const loaded = this.#options.window as unknown as ClerkGlobals;
		if (this.#isLoaded) this.#deferred?.resolve(loaded.__internal_ClerkUICtor);
	}
}

import { deriveState } from '@clerk/shared/deriveState';
import {
	buildClerkJSScriptAttributes,
	clerkJSScriptUrl,
	clerkUIScriptUrl
} from '@clerk/shared/loadClerkJsScript';
import type {
	ClerkOptions,
	HeadlessBrowserClerk,
	LoadedClerk,
	LocalizationResource,
	Resources
} from '@clerk/shared/types';
import { AuthError } from '../errors.js';
import { retry, withDeadline, type RetryTriggers } from '../recovery.js';
import type { ClerkSession, SessionRef } from './auth-state.js';
import { followLocalization, localize, type AskLocalization } from './clerk-localization.svelte.js';
import { readClerkSession } from './clerk-session.js';
import { loadScript } from './load-script.js';
import { deferClerkUi, type DeferredClerkUi } from './deferred-clerk-ui.js';

/** Clerk's settings. */
export interface ClerkSettings {
	publishableKey: string;
	/** The address of a proxy of Clerk's Frontend API: a path of the app's origin, or a URL. */
	proxyUrl?: string;
	/** Clerk's own options: appearance, localization, redirects, ... */
	options?: ClerkOptions;
	/**
	 * Returns Clerk's UI strings. It runs when Clerk's UI first loads, and again when the Svelte state that it
	 * reads changes. `undefined` is English.
	 */
	localization?: AskLocalization;
}

export interface ClerkHandleOptions {
	settings: ClerkSettings;
	window: Window;
	retryTriggers: RetryTriggers;
	onFailure: (error: AuthError) => void;
}

/** The longest time to load a script, as in Clerk's own loader. */
const SCRIPT_MS = 15_000;

/** The resources before Clerk has loaded; their type does not allow for that time. */
export const NOTHING = {} as Resources;

/**
 * Clerk in the page: loads clerk-js, retries while it cannot be loaded, and follows its session.
 *
 * It replaces svelte-clerk's provider, which tries to load Clerk only once (clerk-context.ts).
 */
export class ClerkHandle {
	readonly #settings: ClerkSettings;
	readonly #window: Window;
	readonly #retryTriggers: RetryTriggers;
	readonly #onFailure: (error: AuthError) => void;
	readonly #lifetime = new AbortController();

	#clerk = $state.raw<LoadedClerk | undefined>();
	#isLoaded = $state(false);
	#hasAnswered = $state(false);
	#resources = $state.raw<Resources>(NOTHING);
	#session = $derived.by<ClerkSession>(() =>
		this.#isLoaded ? readClerkSession(this.#resources, this.#hasAnswered) : { status: 'unknown' }
	);

	/** The last localization that the app returned. */
	#localization: LocalizationResource | undefined;
	#isUiNeeded = false;
	#isUiLoaded = false;
	#deferredUi: DeferredClerkUi | undefined;

	constructor({ settings, window, retryTriggers, onFailure }: ClerkHandleOptions) {
		this.#settings = settings;
		this.#window = window;
		this.#retryTriggers = retryTriggers;
		this.#onFailure = onFailure;
	}

	/** Clerk's session. */
	get session(): ClerkSession {
		return this.#session;
	}

	/** Clerk itself; `undefined` until it has loaded. */
	get clerk(): LoadedClerk | undefined {
		return this.#isLoaded ? this.#clerk : undefined;
	}

	/** Clerk's own objects, as Clerk last handed them out. */
	get resources(): Resources {
		return this.#resources;
	}

	/** The same as svelte-clerk's `auth`. */
	get auth(): ReturnType<typeof deriveState> {
		return deriveState(true, this.#resources, undefined);
	}

	/** Loads Clerk's UI. Nothing else loads it: the UI is three times the size of everything else. */
	needUi(): void {
		if (this.#isUiNeeded) return;
		this.#isUiNeeded = true;
		void this.#loadUi().catch(() => undefined);
	}

	/** Loads Clerk and follows it until {@link stop}. */
	start(): void {
		void this.#run().catch(() => undefined);
	}

	/** Stops everything that this has started. */
	stop(): void {
		this.#lifetime.abort();
	}

	/**
	 * Ends a session at Clerk.
	 *
	 * @throws {AuthError} `sign_out_failed` unless Clerk has answered that the session is gone
	 */
	async endSession({ sessionId }: SessionRef): Promise<void> {
		const clerk = this.clerk;
		try {
			if (!clerk?.client) throw new Error('Clerk is not loaded');
			// clerk-js reports success for a sign-out that never left the device: only the server knows.
			const isThere = async () => {
				await clerk.client?.reload();
				return clerk.client?.sessions.some((one) => one.id === sessionId);
			};
			if (!(await isThere())) return;
			await clerk.signOut({ sessionId });
			if (await isThere()) throw new Error('the session is still there');
		} catch (cause) {
			throw new AuthError(
				'sign_out_failed',
				'Clerk has not ended the session yet. It is asked again until it has.',
				{ cause }
			);
		}
	}

	/**
	 * Ends all other sessions of the user, in other browsers and on other devices.
	 *
	 * @throws {AuthError} `sign_out_failed` when Clerk has not ended all of them
	 */
	async endOtherSessions({ sessionId }: SessionRef): Promise<void> {
		const clerk = this.clerk;
		try {
			// clerk-js takes a failed request for an empty list, and caches it: make sure first that Clerk
			// answers.
			await clerk?.client?.reload();
			const sessions = (await clerk?.user?.getSessions()) ?? [];
			const others = sessions.filter(({ id }) => id !== sessionId);
			if (others.length === sessions.length) throw new Error('Clerk did not list the sessions');
			await Promise.all(others.map((session) => session.revoke()));
		} catch (cause) {
			throw new AuthError(
				'sign_out_failed',
				'Clerk has not ended all other sessions. Try again when there is a connection.',
				{ cause }
			);
		}
	}

	async #run(): Promise<void> {
		const { signal } = this.#lifetime;
		const options = {
			signal,
			retryTriggers: this.#retryTriggers,
			onFailure: (cause: unknown) => {
				this.#onFailure(
					new AuthError('clerk_not_loaded', 'Clerk could not be loaded. It is tried again.', {
						cause
					})
				);
			}
		};
		const clerk = await retry(() => this.#load(), options);
		this.#hasAnswered = clerk.status === 'ready';
		this.#isLoaded = true;
		if (this.#localization) localize(clerk, this.#localization);
		if (this.#hasAnswered) return;
		await retry(() => this.#heal(clerk), options);
		this.#hasAnswered = true;
	}

	/** One attempt: loads the script, then starts Clerk. */
	async #load(): Promise<LoadedClerk> {
		await this.#loadScript(clerkJSScriptUrl(this.#settings), () => 'Clerk' in this.#window);
		const clerk = this.#window.Clerk as unknown as LoadedClerk & HeadlessBrowserClerk;
		const { options } = this.#settings;
		this.#deferredUi = deferClerkUi(clerk);
		this.#resolveUi();
		const unfollow = clerk.addListener((resources) => {
			// clerk-js changes its objects in place: a new object tells the readers.
			this.#resources = { ...resources };
		});
		try {
			await clerk.load({
				telemetry: false,
				...options,
				// Otherwise clerk-js takes a lost network for the answer "signed out".
				experimental: { ...options?.experimental, rethrowOfflineNetworkErrors: true },
				ui: { ClerkUI: this.#deferredUi.promise }
			});
			this.#lifetime.signal.throwIfAborted();
			// A degraded Clerk without a session never asks its servers again: start over with a new Clerk.
			if (clerk.status !== 'ready' && !clerk.session) {
				throw new Error('Clerk did not reach its servers');
			}
		} catch (error) {
			unfollow();
			this.#resources = NOTHING;
			delete (this.#window as Partial<Pick<Window, 'Clerk'>>).Clerk;
			throw error;
		}
		this.#lifetime.signal.addEventListener('abort', unfollow);
		this.#clerk = clerk;
		return clerk;
	}

	/**
	 * Replaces a stub of the user: clerk-js stays degraded until something makes it ask its servers
	 * again.
	 */
	async #heal(clerk: LoadedClerk): Promise<void> {
		if (!clerk.session) return;
		await clerk.session.touch();
		await clerk.user?.reload();
	}

	async #loadUi(): Promise<void> {
		const url = clerkUIScriptUrl(this.#settings);
		const isReady = () => '__internal_ClerkUICtor' in this.#window;
		const { signal } = this.#lifetime;
		const localized = this.#localize();
		await retry(() => this.#loadScript(url, isReady), {
			signal,
			retryTriggers: this.#retryTriggers
		});
		await localized;
		this.#isUiLoaded = true;
		this.#resolveUi();
	}

	async #localize(): Promise<void> {
		const { localization } = this.#settings;
		if (!localization) return;
		const apply = (found: LocalizationResource | undefined) => {
			this.#localization = found;
			if (this.#isLoaded && this.#clerk) localize(this.#clerk, found);
		};
		await followLocalization(localization, apply, this.#lifetime.signal);
	}

	#resolveUi(): void {
		if (this.#isUiLoaded) this.#deferredUi?.resolve(this.#window.__internal_ClerkUICtor);
	}

	#loadScript(url: string, isReady: () => boolean): Promise<void> {
		const attributes = buildClerkJSScriptAttributes(this.#settings);
		return withDeadline(
			loadScript(this.#window.document, url, attributes, isReady),
			SCRIPT_MS,
			() => new Error(`${url} did not load in time`)
		);
	}
}

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

/** Where Clerk is, and how it is to behave. */
export interface ClerkSettings {
	publishableKey: string;
	/** A path of the app's origin, or an address, that stands for Clerk's Frontend API. */
	proxyUrl?: string;
	/** Clerk's own options: appearance, localization, redirects, ... */
	options?: ClerkOptions;
	/**
	 * What Clerk's components say, in an app of several languages: it is loaded when they are first needed,
	 * and again when what this reads of Svelte's state changes. `undefined` is English.
	 */
	localization?: AskLocalization;
}

export interface ClerkHandleOptions {
	settings: ClerkSettings;
	window: Window;
	retryTriggers: RetryTriggers;
	onFailure: (error: AuthError) => void;
}

/** The longest a script may take; Clerk's own loader gives it the same. */
const SCRIPT_MS = 15_000;

/** What Clerk hands out before it is loaded; its type does not know of that time. */
export const NOTHING = {} as Resources;

/**
 * Clerk in the page: loads clerk-js, keeps at it while it cannot be loaded, and follows its session.
 *
 * svelte-clerk's own provider loads once and gives up; this stands in for it (clerk-context.ts).
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

	/** As it was last asked for. */
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

	/** What Clerk says of the session. */
	get session(): ClerkSession {
		return this.#session;
	}

	/** Clerk itself once it is loaded. */
	get clerk(): LoadedClerk | undefined {
		return this.#isLoaded ? this.#clerk : undefined;
	}

	/** Clerk's own objects, as it last handed them out. */
	get resources(): Resources {
		return this.#resources;
	}

	/** The same as svelte-clerk's `auth`. */
	get auth(): ReturnType<typeof deriveState> {
		return deriveState(true, this.#resources, undefined);
	}

	/** Loads Clerk's components, which nothing else does: they are three times the size of all the rest. */
	needUi(): void {
		if (this.#isUiNeeded) return;
		this.#isUiNeeded = true;
		void this.#loadUi().catch(() => undefined);
	}

	/** Loads Clerk and follows it until {@link stop}. */
	start(): void {
		void this.#run().catch(() => undefined);
	}

	/** Ends everything this has started. */
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
			// clerk-js lets a sign-out succeed that never left the device: only the server knows.
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
			// clerk-js takes a list that it could not get for an empty one, and keeps it: ask only who answers.
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

	/** One attempt: the script, then Clerk's own start. */
	async #load(): Promise<LoadedClerk> {
		await this.#loadScript(clerkJSScriptUrl(this.#settings), () => 'Clerk' in this.#window);
		const clerk = this.#window.Clerk as unknown as LoadedClerk & HeadlessBrowserClerk;
		const { options } = this.#settings;
		this.#deferredUi = deferClerkUi(clerk);
		this.#resolveUi();
		const unfollow = clerk.addListener((resources) => {
			// clerk-js hands out the same objects changed: a new one tells the readers.
			this.#resources = { ...resources };
		});
		try {
			await clerk.load({
				telemetry: false,
				...options,
				// Otherwise clerk-js takes a network that is gone for the answer "signed out".
				experimental: { ...options?.experimental, rethrowOfflineNetworkErrors: true },
				ui: { ClerkUI: this.#deferredUi.promise }
			});
			this.#lifetime.signal.throwIfAborted();
			// A degraded Clerk without a session never asks its servers again: start over with a new one.
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

	/** Makes a stub of the user whole: clerk-js stays degraded until something makes it ask again. */
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
		if (this.#isUiLoaded) this.#deferredUi?.keep(this.#window.__internal_ClerkUICtor);
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

import type { ClerkOptions, LoadedClerk, Resources } from '@clerk/shared/types';
import { untrack } from 'svelte';
import type { Report } from '../diagnostics.js';
import { AuthError } from '../errors.js';
import { retry, withDeadline, type RetryTriggers } from '../recovery.js';
import type { AuthState, ClerkSession, SessionRef } from './auth-state.js';
import { checkPublishableKey } from './check-publishable-key.js';
import { followAppearance, readAppearance, type AskAppearance } from './clerk-appearance.svelte.js';
import { clerkAuthFor } from './clerk-auth.js';
import type { ClerkGlobals } from './clerk-globals.js';
import { clerkScriptsFor } from './clerk-scripts.js';
import type { ClerkSettings, OwnClerk } from './clerk-settings.js';
import { readClerkSession } from './clerk-session.js';
import { ClerkUi } from './clerk-ui.js';
import { endOtherSessions, endSession } from './end-sessions.js';
import { loadScript } from './load-script.js';
import type { ClerkAuth } from './not-known.js';

export interface ClerkHandleOptions {
	settings: ClerkSettings;
	/** The look of Clerk's UI. Reactive. */
	appearance: AskAppearance;
	window: Window;
	retryTriggers: RetryTriggers;
	onFailure: (error: AuthError) => void;
	report: Report;
}

/** The longest time to load a script, as in Clerk's own loader. */
const SCRIPT_MS = 15_000;

/** The first version of Clerk's script that says whether it has reached its servers, and takes its UI apart. */
const OLDEST_MAJOR = 6;

/** The resources before Clerk has loaded; their type does not allow for that time. */
export const NOTHING = {} as Resources;

/**
 * Clerk in the page: loads clerk-js, retries while it cannot be loaded, and follows its session.
 *
 * It replaces svelte-clerk's provider, which tries to load Clerk only once (clerk-context.ts).
 */
export class ClerkHandle {
	readonly #settings: ClerkSettings;
	readonly #appearance: AskAppearance;
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

	readonly #ui: ClerkUi;

	constructor(options: ClerkHandleOptions) {
		const { settings, appearance, window, retryTriggers, onFailure, report } = options;
		this.#settings = settings;
		this.#appearance = appearance;
		this.#window = window;
		this.#retryTriggers = retryTriggers;
		this.#onFailure = onFailure;
		this.#ui = new ClerkUi({
			settings,
			window,
			loadScript: (isReady) => this.#loadScript('uiUrl', isReady),
			retryTriggers,
			report,
			signal: this.#lifetime.signal
		});
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

	/** Clerk's ids and claims of the session; see {@link clerkAuthFor}. */
	authFor(state: AuthState): ClerkAuth {
		return clerkAuthFor(state, this.#resources);
	}

	/** Loads Clerk's components. */
	needUi(): void {
		this.#ui.need();
	}

	/** Loads Clerk and follows it until {@link stop}. */
	start(): void {
		// It ends only when the signal is aborted.
		void this.#run().catch(() => undefined);
	}

	/** Stops everything that this has started. */
	stop(): void {
		this.#lifetime.abort();
	}

	/** Ends a session at Clerk; see {@link endSession}. */
	endSession(session: SessionRef): Promise<void> {
		return endSession(this.clerk, session);
	}

	/** Ends all other sessions of the user; see {@link endOtherSessions}. */
	endOtherSessions(session: Pick<SessionRef, 'sessionId'>): Promise<void> {
		return endOtherSessions(this.clerk, session);
	}

	async #run(): Promise<void> {
		try {
			checkPublishableKey(this.#settings.publishableKey);
		} catch (error) {
			// Only another version of the app has another key.
			if (error instanceof AuthError) return this.#onFailure(error);
			throw error;
		}
		const { signal } = this.#lifetime;
		const options = {
			signal,
			retryTriggers: this.#retryTriggers,
			onFailure: (cause: unknown) => {
				this.#onFailure(cause instanceof AuthError ? cause : notLoaded(cause));
			}
		};
		const clerk = await retry(() => this.#load(), options);
		this.#hasAnswered = clerk.status === 'ready';
		this.#isLoaded = true;
		this.#ui.attach(clerk);
		followAppearance(clerk, this.#appearance, signal);
		if (this.#hasAnswered) return;
		await retry(() => this.#heal(clerk), options);
		this.#hasAnswered = true;
	}

	/** One attempt: loads the script, or takes the app's own Clerk, and starts it. */
	async #load(): Promise<LoadedClerk> {
		const { options: given, isSatellite, routerPush, routerReplace } = this.#settings;
		const options = typeof given === 'function' ? await given() : given;
		const clerk = await this.#take();
		checkVersion(clerk.version);
		const unfollow = clerk.addListener((resources) => {
			// clerk-js changes its objects in place: a new object tells the readers.
			this.#resources = { ...resources };
		});
		const appearance = untrack(() => readAppearance(this.#appearance));
		try {
			if (!clerk.loaded) {
				const loadOptions = {
					telemetry: false,
					...options,
					...(appearance && { appearance }),
					...(isSatellite !== undefined && { isSatellite }),
					...(routerPush && { routerPush, routerReplace: routerReplace ?? routerPush }),
					// Otherwise clerk-js takes a lost network for the answer "signed out".
					experimental: { ...options?.experimental, rethrowOfflineNetworkErrors: true },
					ui: options?.ui ?? { ClerkUI: this.#ui.promiseTo(clerk) }
				};
				// Its type has no word for options that are put together.
				await clerk.load(loadOptions as ClerkOptions);
			}
			this.#lifetime.signal.throwIfAborted();
			if (clerk.status !== 'ready' && !clerk.session) await this.#startOver(clerk);
		} catch (error) {
			unfollow();
			this.#resources = NOTHING;
			this.#letGo();
			throw error;
		}
		this.#lifetime.signal.addEventListener('abort', unfollow);
		this.#clerk = clerk as LoadedClerk;
		return this.#clerk;
	}

	/** The app's own Clerk or, if it has none, that of Clerk's script. */
	async #take(): Promise<OwnClerk> {
		const { instance } = this.#settings;
		if (instance) return typeof instance === 'function' ? await instance() : instance;
		await this.#loadScript('clerkUrl', () => 'Clerk' in this.#window);
		return (this.#window as unknown as ClerkGlobals).Clerk;
	}

	/**
	 * A degraded Clerk without a session never asks its servers again. The next attempt has a new one, unless
	 * the app has only this one.
	 */
	async #startOver(clerk: OwnClerk): Promise<void> {
		if (typeof this.#settings.instance !== 'object') {
			throw new Error('Clerk did not reach its servers');
		}
		const client = await clerk.client?.reload();
		if (client) clerk.updateClient(client);
	}

	/** The next attempt loads the script anew. The app's own Clerk is not ours to replace. */
	#letGo(): void {
		if (!this.#settings.instance) delete (this.#window as unknown as Partial<ClerkGlobals>).Clerk;
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

	#loadScript(which: 'clerkUrl' | 'uiUrl', isReady: () => boolean): Promise<void> {
		const { document, location } = this.#window;
		const scripts = clerkScriptsFor(this.#settings, new URL(location.href));
		const url = scripts[which];
		return withDeadline(
			loadScript(document, url, scripts.attributes, isReady),
			SCRIPT_MS,
			() => new Error(`${url} did not load in time`)
		);
	}
}

function notLoaded(cause: unknown): AuthError {
	return new AuthError(
		'clerk_not_loaded',
		'Clerk could not be loaded. It is tried again. If it is so with a network too, look at the publishable ' +
			'key, at `proxyUrl`, and at what the Content-Security-Policy of the page allows.',
		{ cause }
	);
}

function checkVersion(version: string | undefined): void {
	if (!(Number.parseInt(version ?? '') < OLDEST_MAJOR)) return;
	throw new AuthError(
		'clerk_too_old',
		`The page has clerk-js ${version}, and version ${OLDEST_MAJOR} or newer is needed. Remove the <script> ` +
			'that loads it, or give it another version: without one, this library loads its own.'
	);
}

import { deriveState } from '@clerk/shared/deriveState';
import { buildClerkJSScriptAttributes, clerkJSScriptUrl } from '@clerk/shared/loadClerkJsScript';
import type { LoadedClerk, Resources } from '@clerk/shared/types';
import type { Report } from '../diagnostics.js';
import { AuthError } from '../errors.js';
import { retry, withDeadline, type RetryTriggers } from '../recovery.js';
import type { ClerkSession, SessionRef } from './auth-state.js';
import type { ClerkGlobals } from './clerk-globals.js';
import type { ClerkSettings } from './clerk-settings.js';
import { readClerkSession } from './clerk-session.js';
import { ClerkUi } from './clerk-ui.js';
import { endOtherSessions, endSession } from './end-sessions.js';
import { loadScript } from './load-script.js';

export interface ClerkHandleOptions {
	settings: ClerkSettings;
	window: Window;
	retryTriggers: RetryTriggers;
	onFailure: (error: AuthError) => void;
	report: Report;
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

	readonly #ui: ClerkUi;

	constructor({ settings, window, retryTriggers, onFailure, report }: ClerkHandleOptions) {
		this.#settings = settings;
		this.#window = window;
		this.#retryTriggers = retryTriggers;
		this.#onFailure = onFailure;
		this.#ui = new ClerkUi({
			settings,
			window,
			loadScript: (url, isReady) => this.#loadScript(url, isReady),
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

	/** The same as svelte-clerk's `auth`. */
	get auth(): ReturnType<typeof deriveState> {
		return deriveState(true, this.#resources, undefined);
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
		this.#ui.attach(clerk);
		if (this.#hasAnswered) return;
		await retry(() => this.#heal(clerk), options);
		this.#hasAnswered = true;
	}

	/** One attempt: loads the script, then starts Clerk. */
	async #load(): Promise<LoadedClerk> {
		const { options: given } = this.#settings;
		const options = typeof given === 'function' ? await given() : given;
		await this.#loadScript(clerkJSScriptUrl(this.#settings), () => 'Clerk' in this.#window);
		const { Clerk: clerk } = this.#window as unknown as ClerkGlobals;
		const ui = this.#ui.promiseTo(clerk);
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
				ui: { ClerkUI: ui }
			});
			this.#lifetime.signal.throwIfAborted();
			// A degraded Clerk without a session never asks its servers again: start over with a new Clerk.
			if (clerk.status !== 'ready' && !clerk.session) {
				throw new Error('Clerk did not reach its servers');
			}
		} catch (error) {
			unfollow();
			this.#resources = NOTHING;
			delete (this.#window as unknown as Partial<ClerkGlobals>).Clerk;
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

	#loadScript(url: string, isReady: () => boolean): Promise<void> {
		const attributes = buildClerkJSScriptAttributes(this.#settings);
		return withDeadline(
			loadScript(this.#window.document, url, attributes, isReady),
			SCRIPT_MS,
			() => new Error(`${url} did not load in time`)
		);
	}
}

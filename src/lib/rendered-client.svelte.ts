import { getFunctionName } from 'convex/server';
import { scopeOf, viewOf } from './auth/auth-state.js';
import { AuthStore } from './auth/auth-store.svelte.js';
import { SignedOutAuth } from './auth/signed-out-auth.js';
import { RenderedRecord, type CookieJar } from './auth/rendered-record.js';
import { FIRST_RESULT_VERSION } from './cache/result-version.js';
import { ServerResults, type ServerResult } from './cache/server-results.js';
import { ClerkConvexClient, type ClerkConvexOptions } from './client.svelte.js';
import type { QueryReference } from './convex/live-queries.js';
import { queryKey } from './convex/query-key.js';
import { Device } from './device.svelte.js';
import { CachedQuery } from './queries/cached-query.js';
import { PreloadedQuery } from './queries/preloaded-query.js';
import type { ClerkConvexClient as PublicClient } from './public/client.js';
import { deploymentOf, type RenderedState } from './rendered-state.js';

/** A device whose session record begins with the server's word. */
class RenderedDevice extends Device {
	override readonly sessionRecord: RenderedRecord;

	constructor(sessionRecord: RenderedRecord) {
		super();
		this.sessionRecord = sessionRecord;
	}
}

/** A client in a page that a server has rendered: it begins with the server's word. */
class RenderedClient extends ClerkConvexClient {
	readonly #options: ClerkConvexOptions;
	readonly #results: ServerResults;
	/** What `preload` has returned, as it was taken. */
	readonly #taken = new WeakMap<object, ServerResult>();

	constructor(
		options: ClerkConvexOptions,
		state: RenderedState | undefined,
		cookies: CookieJar | undefined
	) {
		const device = new RenderedDevice(new RenderedRecord(state?.identity, cookies));
		super(options, device, state?.isSignedOut ? SignedOutAuth : AuthStore);
		this.#options = options;
		this.#results = new ServerResults();
		this.#results.enter(device.cache.store);
	}

	/** The query with the server's result, if that is of the same query, deployment and scope. */
	override readonly over: NonNullable<ClerkConvexClient['over']> = (
		query,
		options,
		reference,
		args
	) => {
		const { preloaded } = (typeof options === 'function' ? options() : options) ?? {};
		const state = this.authState.current;
		if (!preloaded?.result || !query || args === 'skip') return undefined;
		if (state.status !== 'authenticated' || preloaded.scope !== scopeOf(state)) return undefined;
		if (preloaded.deployment !== deploymentOf(this.#options.convexUrl)) return undefined;
		const opened = query instanceof CachedQuery ? query : undefined;
		if (!opened && query.error) return undefined;
		const key = queryKey(reference, args);
		if (preloaded.key !== key) return undefined;
		const result = this.#take(preloaded, preloaded.result.value, reference);
		if (opened?.awaits === 'device')
			this.#results.offer(state.subject, viewOf(state) + key, result);
		return new PreloadedQuery(result, opened);
	};

	#take(preloaded: { asOf: number }, value: unknown, query: QueryReference): ServerResult {
		const known = this.#taken.get(preloaded);
		if (known) return known;
		const name = getFunctionName(query);
		const versions = this.#options.resultVersions ?? [];
		const version = versions.find(([one]) => getFunctionName(one) === name)?.[1];
		// By a server's clock it may not have happened yet.
		const asOf = Math.min(preloaded.asOf, Date.now());
		const taken = { value, asOf, version: version ?? FIRST_RESULT_VERSION };
		this.#taken.set(preloaded, taken);
		return taken;
	}
}

/** Makes a client that begins with a server's word. The provider takes it as `server`. */
export type ServerStart = (options: ClerkConvexOptions) => PublicClient;

/**
 * What a server has said of a page, for the provider.
 *
 * ```svelte
 * <ClerkConvexProvider {clerk} {convexUrl} server={fromServer(data.clerkConvex)}>
 * ```
 *
 * @param state what `load` has returned: `locals.clerkConvex.state`
 * @param cookies where the page writes its cookies; there are none on a server
 */
export function fromServer(
	state: RenderedState | undefined,
	cookies: CookieJar | undefined = globalThis.document
): ServerStart {
	return (options) => new RenderedClient(options, state, cookies);
}

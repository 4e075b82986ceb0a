import type { FunctionArgs, FunctionReturnType } from 'convex/server';
import { scopeOf } from './auth/auth-state.js';
import type { AuthStateStore } from './auth/auth-store.svelte.js';
import { RenderedRecord, type CookieJar } from './auth/rendered-record.js';
import type { QueryReference } from './convex/live-queries.js';
import { queryKey } from './convex/query-key.js';
import { CachedQuery } from './queries/cached-query.js';
import type { Preloaded } from './queries/preloaded.js';
import { PreloadedQuery, type ServerResult } from './queries/preloaded-query.js';
import { deploymentOf, type RenderedState } from './rendered-state.js';

interface WithPreloaded<Query extends QueryReference> {
	preloaded?: Preloaded<Query> | undefined;
}

/** A result of a server's, and the query that has it. */
type Taken<Result> = ServerResult<Result> & { by?: unknown };

/** What a server has said of a page. The provider takes it as `server`. */
export class RenderedPage {
	readonly #state: RenderedState | undefined;
	readonly #cookies: CookieJar | undefined;
	/** The results that were taken, by what `preload` has returned. */
	readonly #taken = new WeakMap<object, Taken<unknown>>();
	#deployment: string | undefined;

	constructor(state: RenderedState | undefined, cookies: CookieJar | undefined) {
		this.#state = state;
		this.#cookies = cookies;
	}

	/**
	 * The session record that begins with the server's word.
	 *
	 * @internal
	 */
	recordFor({ convexUrl }: { convexUrl: string }): RenderedRecord {
		this.#deployment = deploymentOf(convexUrl);
		return new RenderedRecord(this.#state?.identity, this.#cookies);
	}

	/**
	 * A query with the result that a server has read, if that was the same query of the same deployment, as the
	 * user who is signed in now; `undefined` otherwise.
	 *
	 * @internal
	 */
	over<Query extends QueryReference>(
		{ authState }: { authState: AuthStateStore },
		query: CachedQuery<FunctionReturnType<Query>> | { error?: Error } | undefined,
		options: WithPreloaded<Query> | (() => WithPreloaded<Query>),
		reference: Query,
		args: FunctionArgs<Query> | 'skip'
	): PreloadedQuery<FunctionReturnType<Query>> | undefined {
		const { preloaded } = typeof options === 'function' ? options() : options;
		if (!preloaded?.result || !query || args === 'skip') return undefined;
		const state = authState.current;
		if (state.status !== 'authenticated' || preloaded.scope !== scopeOf(state)) return undefined;
		const isHere = preloaded.deployment === this.#deployment;
		const opened = query instanceof CachedQuery ? query : undefined;
		if (!isHere || (!opened && query.error)) return undefined;
		if (preloaded.key !== queryKey(reference, args)) return undefined;
		const taken = this.#take(preloaded, preloaded.result.value);
		// Once: what the query has dropped since does not come back.
		if (opened && taken.by !== opened) opened.adopt(taken);
		if (opened) taken.by = opened;
		return new PreloadedQuery(taken, opened);
	}

	#take(preloaded: { asOf: number }, value: unknown): Taken<unknown> {
		const known = this.#taken.get(preloaded);
		if (known) return known;
		// By a server's clock it may not have happened yet.
		const taken: Taken<unknown> = { value, asOf: Math.min(preloaded.asOf, Date.now()) };
		this.#taken.set(preloaded, taken);
		return taken;
	}
}

/**
 * What a server has said of a page, for the provider.
 *
 * ```svelte
 * <ClerkConvexProvider {clerk} {convexUrl} server={fromServer(data.clerkConvex)}>
 * ```
 *
 * @param state what `load` has returned: `locals.clerkConvex.state`
 */
export function fromServer(state: RenderedState | undefined): RenderedPage {
	return new RenderedPage(state, globalThis.document);
}

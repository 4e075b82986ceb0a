import { ConvexClient } from 'convex/browser';
import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';
import type { TokenFetcher } from '../auth/token.js';
import { CallError, type CallErrorCode } from '../errors.js';
import type { MutationOptions } from '../public/mutation-options.js';
import { explainFunctionError } from './function-error.js';
import { keepPagesApart } from './keep-pages-apart.js';
import { lendToHooks } from './hooks-client.js';
import type { QueryListener, QueryReference, QuerySource } from './live-queries.js';
import { paceTokens } from './paced-tokens.js';
import { reconnectNow } from './reconnect-now.js';
import { watchSockets, type SocketWatch } from './socket-watch.js';
import { TentativeResults } from './tentative-results.js';

export type { ConvexClient } from 'convex/browser';

export interface BackendSessionOptions {
	/** The deployment's address. */
	url: string;
	/** Fetches the subject's tokens. Without it, the session is nobody's. */
	fetchToken?: TokenFetcher;
	/**
	 * Called when the backend rejects the subject's tokens, or there are none any more. The session has
	 * ended.
	 *
	 * @param words what the backend has said of the last token
	 */
	onRejected: (words: string | undefined) => void;
	/**
	 * Called when the backend starts or stops answering as the subject, and when it has accepted a new
	 * token.
	 */
	onLive: (isLive: boolean) => void;
	/** Called when an attempt to reach the backend has failed. The client retries. */
	onFailure: () => void;
	/** Called at everything that the backend sends. */
	onFrame: () => void;
	/**
	 * Called when the backend has ended the client, because it could not read what it was sent. Only another
	 * session can go on.
	 */
	onNotUnderstood: () => void;
}

/**
 * A Convex client that belongs to one subject, or to nobody, from its first message to its last. Another
 * subject gets another client, so nothing that was asked as one can be sent as the other.
 *
 * While it is open, convex-svelte's functions below the provider use it too, and nobody else.
 */
export class BackendSession implements QuerySource {
	readonly client: ConvexClient;
	readonly #onLive: (isLive: boolean) => void;
	readonly #ended: Promise<never>;
	#end!: (error: CallError) => void;
	readonly #unsubscribe: () => void;
	readonly #sockets: SocketWatch;
	readonly #results = new TentativeResults();
	readonly #returnHooks: () => void;
	readonly #isNobodys: boolean;
	#isAccepted = $state(false);
	/** Whether the server has sent something on the open socket: an open socket may be mute. */
	#isAnswered = $state(false);
	#isRefreshing = $state(false);
	#wasLive = false;
	#hasNewToken = false;
	/** What mutations without an answer are told at the end. */
	#endedBy: CallErrorCode = 'outcome_unknown';
	/** What the backend has said of the last token that it rejected. */
	#rejection: string | undefined;
	readonly #lifetime = new AbortController();

	/** @throws {AuthError} `convex_client_taken` when convex-svelte has a client of somebody else's */
	constructor(options: BackendSessionOptions) {
		const { fetchToken, onRejected, onLive, onFailure, onFrame, onNotUnderstood } = options;
		// Convex's client would ask below an empty path.
		const url = options.url.replace(/\/+$/, '');
		this.#onLive = onLive;
		this.#ended = new Promise((_, reject) => {
			this.#end = reject;
		});
		// Avoids an unhandled rejection when no mutation is waiting.
		this.#ended.catch(() => undefined);
		this.#sockets = watchSockets({
			onFrame,
			onAuthError: (words) => (this.#rejection = words),
			onFatalError: (words) => {
				if (this.#isClosed) return;
				// As Convex's client would say it: whoever wrote the app is to know.
				console.error(`[CONVEX FATAL ERROR] ${words}`);
				if (this.#inFlight === 1) this.#endedBy = 'not_understood';
				onNotUnderstood();
			}
		});
		this.#returnHooks = lendToHooks(url, {
			mutation: (mutation, args, options) =>
				this.#mutate(() => this.client.mutation(mutation, args, options), options),
			action: (...args) => this.client.action(...args)
		});
		// The first token is used for its whole life: fetching another at once would run every query twice.
		this.client = new ConvexClient(url, {
			initialAuthTokenReuse: true,
			unsavedChangesWarning: false,
			webSocketConstructor: this.#sockets.WebSocket
		});
		keepPagesApart(this.client);
		const { client } = this.client;
		this.#isNobodys = this.#isAccepted = !fetchToken;
		if (fetchToken) this.#authenticate(fetchToken, onRejected);
		let { connectionCount, connectionRetries } = client.connectionState();
		const stopConnection = client.subscribeToConnectionState((state) => {
			if (!state.isWebSocketConnected || state.connectionCount !== connectionCount) {
				this.#isAnswered = false;
			}
			if (state.connectionRetries > connectionRetries) onFailure();
			({ connectionCount, connectionRetries } = state);
			this.#publish();
		});
		const stopTransitions = client.addOnTransitionHandler(() => {
			this.#isAnswered = client.connectionState().isWebSocketConnected;
			this.#publish();
		});
		this.#unsubscribe = () => {
			stopConnection();
			stopTransitions();
		};
	}

	#authenticate(fetchToken: TokenFetcher, onRejected: BackendSessionOptions['onRejected']): void {
		const fetchPaced = paceTokens(fetchToken, {
			isRejected: () => this.#isRefreshing,
			signal: this.#lifetime.signal
		});
		this.client.client.setAuth(
			async (request) => {
				const token = await fetchPaced(request);
				this.#hasNewToken = true;
				return token;
			},
			(isAccepted) => {
				this.#isAccepted = isAccepted;
				this.#publish();
				if (!isAccepted && !this.#isClosed) onRejected(this.#rejection);
			},
			(isRefreshing) => {
				this.#isRefreshing = isRefreshing;
				this.#publish();
			}
		);
	}

	/** Whether the backend answers as this subject, whose token it has accepted, or as nobody. */
	get confirmed(): boolean {
		return this.#isAccepted && this.#isAnswered;
	}

	/** Whether a rejected token is being replaced. */
	get isRefreshing(): boolean {
		return this.#isRefreshing;
	}

	/** Subscribes to a query. Returns a function that ends the subscription. */
	onUpdate<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>,
		onResult: QueryListener<FunctionReturnType<Query>>['onResult'],
		onError: (error: Error) => void
	): () => void {
		const onAnyResult = (result: FunctionReturnType<Query>) => this.#results.tell(onResult, result);
		const onExplained = (error: Error) => onError(explainFunctionError(error));
		const stop = this.client.onUpdate(query, args, onAnyResult, onExplained);
		return () => {
			this.#results.forget(onResult);
			stop();
		};
	}

	/**
	 * Runs a mutation. After a lost connection it is sent again, but it runs only once.
	 *
	 * @throws the function's own error, or {@link CallError} when the session ends first: `not_understood` if
	 * the backend has ended it while nothing else was on its way, otherwise `outcome_unknown`
	 */
	mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>,
		options?: MutationOptions<FunctionArgs<Mutation>>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		const run = this.#mutate(() => this.client.mutation(mutation, args, options), options);
		return this.#answer(run);
	}

	#mutate<Result>(
		mutate: () => Promise<Result>,
		options: { optimisticUpdate?: unknown } | undefined
	): Promise<Result> {
		return options?.optimisticUpdate ? this.#results.during(mutate) : mutate();
	}

	/** Asks a query once. @throws as {@link mutation} */
	query<Query extends FunctionReference<'query'>>(
		query: Query,
		args: FunctionArgs<Query>
	): Promise<Awaited<FunctionReturnType<Query>>> {
		return this.#answer(this.client.query(query, args));
	}

	/** Runs an action, which is never sent twice. @throws as {@link mutation} */
	action<Action extends FunctionReference<'action'>>(
		action: Action,
		args: FunctionArgs<Action>
	): Promise<Awaited<FunctionReturnType<Action>>> {
		return this.#answer(this.client.action(action, args));
	}

	#answer<Result>(answer: Promise<Result>): Promise<Result> {
		const explain = (error: Error) => Promise.reject(explainFunctionError(error));
		return Promise.race([answer.catch(explain), this.#ended]);
	}

	/**
	 * Connects now, if there is no connection: the backend can be reached again.
	 *
	 * @param since when it could not be reached, by `performance.now()`. What has been connecting since
	 * before hangs.
	 */
	async reconnect(since: number): Promise<void> {
		await this.#sockets.closeHanging(since);
		if (!this.#isClosed) reconnectNow(this.client);
	}

	/** Ends the session: removes the identity from the socket, and closes the socket. */
	close(): void {
		if (this.#isClosed) return;
		this.#isAccepted = false;
		this.#publish();
		this.#lifetime.abort();
		this.#unsubscribe();
		if (!this.#isNobodys) this.client.client.clearAuth();
		this.#returnHooks();
		void this.client.close();
		this.#end(new CallError(this.#endedBy, 'The connection ended before the answer.'));
	}

	/** How many mutations and actions have no answer, those of convex-svelte's functions included. */
	get #inFlight(): number {
		const { inflightMutations, inflightActions } = this.client.client.connectionState();
		return inflightMutations + inflightActions;
	}

	get #isClosed(): boolean {
		return this.#lifetime.signal.aborted;
	}

	#publish(): void {
		const isLive = this.confirmed && !this.#isRefreshing;
		const isNews = isLive !== this.#wasLive || (isLive && this.#hasNewToken);
		if (!isNews || this.#isClosed) return;
		this.#wasLive = isLive;
		if (isLive) this.#hasNewToken = false;
		this.#onLive(isLive);
	}
}

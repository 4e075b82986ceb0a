import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';

/** A reference to a public query. */
export type QueryReference = FunctionReference<'query'>;

/** Whatever can subscribe to queries; a Convex client is one. */
export interface QuerySource {
	onUpdate<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>,
		onResult: (result: FunctionReturnType<Query>) => void,
		onError: (error: Error) => void
	): () => void;
}

/** What a subscriber is told. */
export interface QueryListener<Result> {
	onResult: (result: Result) => void;
	onError: (error: Error) => void;
	/** The connection is gone: the last result was live until now. The next may be the same. */
	onInterrupt: () => void;
	/** The source is gone: until the next result nothing is live. */
	onDisconnect: () => void;
}

interface Subscription {
	open: (source: QuerySource) => () => void;
	onInterrupt: () => void;
	onDisconnect: () => void;
	close: (() => void) | undefined;
}

/**
 * Subscriptions that outlive the client they run on: they open when there is one, and open again on
 * the next.
 */
export class LiveQueries {
	#source: QuerySource | undefined;
	readonly #subscriptions = new Set<Subscription>();

	/** Subscribes; returns what ends it. */
	subscribe<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>,
		{ onResult, onError, onInterrupt, onDisconnect }: QueryListener<FunctionReturnType<Query>>
	): () => void {
		const subscription: Subscription = {
			open: (source) => source.onUpdate(query, args, onResult, onError),
			onInterrupt,
			onDisconnect,
			close: undefined
		};
		this.#subscriptions.add(subscription);
		if (this.#source) subscription.close = subscription.open(this.#source);
		return () => {
			this.#subscriptions.delete(subscription);
			subscription.close?.();
		};
	}

	/** Runs all subscriptions on this source from now on. */
	connect(source: QuerySource): void {
		this.disconnect();
		this.#source = source;
		for (const one of this.#subscriptions) one.close = one.open(source);
	}

	/** Takes the source away. */
	disconnect(): void {
		if (!this.#source) return;
		this.#source = undefined;
		for (const one of this.#subscriptions) {
			one.close?.();
			one.close = undefined;
			one.onDisconnect();
		}
	}

	/** Tells all subscribers that the connection is gone; the source will reconnect by itself. */
	interrupt(): void {
		for (const one of this.#subscriptions) one.onInterrupt();
	}
}

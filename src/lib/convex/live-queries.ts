import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';

/** A reference to a public query. */
export type QueryReference = FunctionReference<'query'>;

/** A source of query results, such as a Convex client. */
export interface QuerySource {
	onUpdate<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>,
		onResult: (result: FunctionReturnType<Query>, isTentative: boolean) => void,
		onError: (error: Error) => void
	): () => void;
}

/** The callbacks of a subscriber. */
export interface QueryListener<Result> {
	/** `isTentative`: an optimistic update of Convex's client may be in it. The result itself follows. */
	onResult: (result: Result, isTentative: boolean) => void;
	onError: (error: Error) => void;
	/** The connection has ended: the last result was live until now. The next result may be the same. */
	onInterrupt: () => void;
	/** The source has been taken away: until the next result nothing is live. */
	onDisconnect: () => void;
}

interface Subscription {
	open: (source: QuerySource) => () => void;
	onInterrupt: () => void;
	onDisconnect: () => void;
	close: (() => void) | undefined;
}

/**
 * Subscriptions that outlive the client they run on. They open when there is a client, and open again on
 * the next one.
 */
export class LiveQueries {
	#source: QuerySource | undefined;
	readonly #subscriptions = new Set<Subscription>();

	/** Subscribes. Returns a function that ends the subscription. */
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

	/** Tells all subscribers that the connection has ended. The source reconnects by itself. */
	interrupt(): void {
		for (const one of this.#subscriptions) one.onInterrupt();
	}
}

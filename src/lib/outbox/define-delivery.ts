import {
	getFunctionName,
	type FunctionArgs,
	type FunctionReference,
	type FunctionReturnType
} from 'convex/server';
import type { Value } from 'convex/values';
import type { QueryReference } from '../convex/live-queries.js';
import { queryKey, type QueryKey } from '../convex/query-key.js';
import type { OutboxEntry } from './outbox-entry.js';
import { defaultErrorPolicy, type ErrorOutcome } from './error-policy.js';

/** A reference to a public mutation. */
export type MutationReference = FunctionReference<'mutation'>;

/** How what is unsent shows in a query's result. */
export interface OptimisticUpdateOptions<Query extends QueryReference, MutationArgs> {
	query: Query;
	/** The arguments of the query whose result shows it. */
	args: (mutationArgs: MutationArgs) => FunctionArgs<Query>;
	/**
	 * The result with the mutation in it. It changes nothing that it is given; a result that shows the
	 * mutation already it gives back as it is. `undefined`: nothing is known of the query here so far.
	 */
	apply: (
		result: FunctionReturnType<Query> | undefined,
		mutationArgs: MutationArgs,
		entry: OutboxEntry
	) => FunctionReturnType<Query> | undefined;
}

/** How a mutation is delivered. */
export interface DeliveryOptions<MutationArgs, Queries extends readonly QueryReference[]> {
	/**
	 * Which of the arguments is the client id, by which the function knows a second attempt. Without it
	 * the function must be one that may happen twice.
	 */
	id?: (args: MutationArgs) => string;
	/** What must arrive in the order of writing has the same lane. By default everything has. */
	orderingKey?: (args: MutationArgs) => string;
	/** The client id of what this changes or removes: it is never sent before that has arrived. */
	dependsOn?: (args: MutationArgs) => string;
	/**
	 * How it shows while it is unsent. In the query of the first it is at home: until that has been live,
	 * it stays on the device, so that it is there also without a connection.
	 */
	optimisticUpdates?: {
		[Index in keyof Queries]: OptimisticUpdateOptions<Queries[Index], MutationArgs>;
	};
	/** What the function's errors mean. By default a `ConvexError` is a rejection, and others are tried again. */
	errorPolicy?: (error: Error) => ErrorOutcome;
}

type Args = Readonly<Record<string, Value>>;

/** How one mutation is delivered. Made by {@link defineDelivery}. */
export interface Delivery {
	readonly mutation: MutationReference;
	readonly name: string;
	readonly idOf: (args: Args) => string | undefined;
	readonly orderingKeyOf: (args: Args) => string;
	readonly dependencyOf: (args: Args) => string | undefined;
	readonly optimisticUpdates: readonly OptimisticUpdate[];
	readonly errorPolicy: (error: Error) => ErrorOutcome;
}

/** An overlay, whatever its query. */
export interface OptimisticUpdate {
	readonly keyOf: (args: Args) => QueryKey;
	readonly apply: (result: unknown, args: Args, entry: OutboxEntry) => unknown;
}

/**
 * Says how the outbox delivers a mutation, and how it shows until then.
 *
 * ```ts
 * defineDelivery(api.messages.send, {
 * 	id: ({ clientId }) => clientId,
 * 	lane: ({ conversationId }) => conversationId,
 * 	overlays: [
 * 		{
 * 			query: api.messages.list,
 * 			args: ({ conversationId }) => ({ conversationId }),
 * 			apply: (messages = [], { clientId, body }) =>
 * 				messages.some((message) => message.clientId === clientId)
 * 					? messages
 * 					: [...messages, { clientId, body }]
 * 		}
 * 	]
 * });
 * ```
 */
export function defineDelivery<
	Mutation extends MutationReference,
	const Queries extends readonly QueryReference[] = []
>(mutation: Mutation, options?: DeliveryOptions<FunctionArgs<Mutation>, Queries>): Delivery;
export function defineDelivery(
	mutation: MutationReference,
	options: DeliveryOptions<Args, readonly QueryReference[]> = {}
): Delivery {
	const {
		id,
		orderingKey,
		dependsOn,
		optimisticUpdates = [],
		errorPolicy = defaultErrorPolicy
	} = options;
	return {
		mutation,
		name: getFunctionName(mutation),
		idOf: (args) => id?.(args),
		orderingKeyOf: (args) => orderingKey?.(args) ?? '',
		dependencyOf: (args) => dependsOn?.(args),
		optimisticUpdates: optimisticUpdates.map((update) => ({
			keyOf: (args) => queryKey(update.query, update.args(args)),
			apply: (result, args, entry): unknown => update.apply(result, args, entry)
		})),
		errorPolicy
	};
}

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
import { defaultVerdict, type Verdict } from './verdict.js';

/** A reference to a public mutation. */
export type MutationReference = FunctionReference<'mutation'>;

/** How what is unsent shows in a query's result. */
export interface OverlayOptions<Query extends QueryReference, MutationArgs> {
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
	lane?: (args: MutationArgs) => string;
	/** The client id of what this changes or removes: it is never sent before that has arrived. */
	dependsOn?: (args: MutationArgs) => string;
	/**
	 * How it shows while it is unsent. In the query of the first it is at home: until that has been live,
	 * it stays on the device, so that it is there also without a connection.
	 */
	overlays?: { [Index in keyof Queries]: OverlayOptions<Queries[Index], MutationArgs> };
	/** What the function's errors mean. By default a `ConvexError` is a rejection, and others are tried again. */
	verdict?: (error: Error) => Verdict;
}

type Args = Readonly<Record<string, Value>>;

/** How one mutation is delivered. Made by {@link defineDelivery}. */
export interface Delivery {
	readonly mutation: MutationReference;
	readonly name: string;
	readonly idOf: (args: Args) => string | undefined;
	readonly laneOf: (args: Args) => string;
	readonly dependencyOf: (args: Args) => string | undefined;
	readonly overlays: readonly DeliveryOverlay[];
	readonly verdict: (error: Error) => Verdict;
}

/** An overlay, whatever its query. */
export interface DeliveryOverlay {
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
	const { id, lane, dependsOn, overlays = [], verdict = defaultVerdict } = options;
	return {
		mutation,
		name: getFunctionName(mutation),
		idOf: (args) => id?.(args),
		laneOf: (args) => lane?.(args) ?? '',
		dependencyOf: (args) => dependsOn?.(args),
		overlays: overlays.map((overlay) => ({
			keyOf: (args) => queryKey(overlay.query, overlay.args(args)),
			apply: (result, args, entry): unknown => overlay.apply(result, args, entry)
		})),
		verdict
	};
}

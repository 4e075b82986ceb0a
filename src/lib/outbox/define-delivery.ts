import {
	getFunctionName,
	type FunctionArgs,
	type FunctionReference,
	type FunctionReturnType
} from 'convex/server';
import type { Value } from 'convex/values';
import { withoutWords, type Report } from '../diagnostics.js';
import type { QueryReference } from '../convex/live-queries.js';
import { queryKey, type QueryKey } from '../convex/query-key.js';
import type { OutboxEntry } from './outbox-entry.js';
import { defaultErrorPolicy, type ErrorPolicy } from './error-policy.js';
import { FIRST_VERSION, type StoredEntry } from './stored-entry.js';

/** A reference to a public mutation. */
export type MutationReference = FunctionReference<'mutation'>;

/**
 * How a pending mutation changes a query's result on the screen, before the server's result contains
 * it.
 */
export interface OptimisticUpdateOptions<Query extends QueryReference, MutationArgs> {
	query: Query;
	/** The arguments of the query whose result the mutation changes. */
	args: (mutationArgs: MutationArgs) => FunctionArgs<Query>;
	/**
	 * Returns the result with the mutation applied. It must not change its arguments. When the result
	 * contains the mutation already, it must return the same object. `undefined` as the result means that
	 * neither the device nor the server has answered yet.
	 */
	apply: (
		result: FunctionReturnType<Query> | undefined,
		mutationArgs: MutationArgs,
		entry: OutboxEntry
	) => FunctionReturnType<Query> | undefined;
}

/** How the outbox delivers a mutation. */
export interface DeliveryOptions<MutationArgs, Queries extends readonly QueryReference[]> {
	/**
	 * Returns the client id from the arguments. The function recognises a second attempt by it. Without a
	 * client id, running the function twice must do no harm.
	 */
	id?: (args: MutationArgs) => string;
	/** Mutations with the same ordering key arrive in the order of writing. By default all share one key. */
	orderingKey?: (args: MutationArgs) => string;
	/**
	 * The client id of the mutation that this one changes or undoes. This one is sent after that has
	 * arrived.
	 */
	dependsOn?: (args: MutationArgs) => string;
	/**
	 * How the mutation shows until the server's results contain it. The query of the first update is the
	 * entry's home query: the entry stays on the device until that query was live and contained it.
	 */
	optimisticUpdates?: {
		[Index in keyof Queries]: OptimisticUpdateOptions<Queries[Index], MutationArgs>;
	};
	/**
	 * The version of the function's arguments: 1 if it is not given. Raise it when the arguments change, and
	 * give {@link migrate}. An older version of the app, in another tab, leaves newer entries alone.
	 */
	version?: number;
	/**
	 * Turns the arguments that an earlier version of the app has stored into those of now. It is called each
	 * time that they are shown or sent, and must give the same. When it throws, the entry is held.
	 */
	migrate?: (args: Readonly<Record<string, Value>>, version: number) => MutationArgs;
	/**
	 * What happens after an error of the function. By default a `ConvexError` is a rejection; other
	 * errors are retried.
	 */
	errorPolicy?: ErrorPolicy;
}

type Args = Readonly<Record<string, Value>>;

/** How the outbox delivers one mutation. Created by {@link defineDelivery}. */
export interface Delivery {
	readonly mutation: MutationReference;
	readonly name: string;
	/** The version of the arguments. */
	readonly version: number;
	/** The arguments of now, from those of a version; `undefined` when they cannot be had. */
	readonly migrate: (args: Args, version: number, report?: Report) => Args | undefined;
	readonly idOf: (args: Args) => string | undefined;
	readonly orderingKeyOf: (args: Args) => string;
	readonly dependencyOf: (args: Args) => string | undefined;
	readonly optimisticUpdates: readonly OptimisticUpdate[];
	readonly errorPolicy: ErrorPolicy;
}

/** An optimistic update of any query. */
export interface OptimisticUpdate {
	readonly keyOf: (args: Args) => QueryKey;
	readonly apply: (result: unknown, args: Args, entry: OutboxEntry) => unknown;
}

/**
 * Defines how the outbox delivers a mutation, and how the mutation shows until then.
 *
 * ```ts
 * defineDelivery(api.messages.send, {
 * 	id: ({ clientId }) => clientId,
 * 	orderingKey: ({ conversationId }) => conversationId,
 * 	optimisticUpdates: [
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
		version = FIRST_VERSION,
		migrate,
		errorPolicy = defaultErrorPolicy
	} = options;
	// The same arguments give the same object: what is computed for them is found by it.
	const migrated = new WeakMap<Args, Args | undefined>();
	const migrateNow = (args: Args, from: number, report?: Report) => {
		try {
			return migrate?.(args, from) ?? args;
		} catch (error) {
			report?.('migration_failed', withoutWords(error));
			return undefined;
		}
	};
	return {
		mutation,
		name: getFunctionName(mutation),
		version,
		migrate: (args, from, report) => {
			if (from >= version) return from === version ? args : undefined;
			if (!migrated.has(args)) migrated.set(args, migrateNow(args, from, report));
			return migrated.get(args);
		},
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

/** The arguments with which this version of the app sends an entry; `undefined` when it cannot. */
export function argsFor(
	{ mutation, args, version }: Pick<StoredEntry, 'mutation' | 'args' | 'version'>,
	deliveries: ReadonlyMap<string, Delivery>,
	report?: Report
): Args | undefined {
	return deliveries.get(mutation)?.migrate(args, version, report);
}

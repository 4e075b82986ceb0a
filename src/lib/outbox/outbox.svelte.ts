import { getFunctionName, type FunctionArgs } from 'convex/server';
import type { Value } from 'convex/values';
import { untrack } from 'svelte';
import type { OpenChannel } from '../browser-features.js';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { StorageError } from '../cache/storage-error.js';
import { copyValue } from '../convex/plain-values.js';
import type { QueryKey } from '../convex/query-key.js';
import type { Report } from '../diagnostics.js';
import type { EnqueueOptions, Outbox as PublicOutbox } from '../public/outbox.js';
import type { RetryTriggers } from '../recovery.js';
import { createClientId } from './client-id.js';
import { argsFor, type Delivery, type MutationReference } from './define-delivery.js';
import type { Locks } from './delivering-tab.js';
import type { CreateDeliveryLoop, DeliveryLoop, Send } from './delivery-loop.js';
import { toEntry, type OutboxEntry } from './outbox-entry.js';
import { OutboxError } from './outbox-error.js';
import { dependentsOf, FIRST_VERSION, type StoredEntry } from './stored-entry.js';
import { StoredEntries } from './stored-entries.svelte.js';
import type { Owner } from './outbox-store.js';
import { createOptimisticUpdates, type OptimisticUpdates } from './optimistic-updates.js';
import { discard, edit, retryAgain, type EntryChange, type WantedAgain } from './entry-changes.js';
import { createReconciliation, type Reconciliation } from './reconciliation.js';
import { createTabChannel, type TabChannel } from './tab-channel.js';

export interface OutboxOptions extends Owner {
	/** Separates apps, and deployments of one app, that share an origin. */
	name: string;
	store: KeyValueStore;
	deliveries: readonly Delivery[];
	/** The connection to the backend. It sends as this subject only. */
	transport: {
		/** Whether the backend has confirmed this subject on the open connection. Reactive. */
		isConfirmed: () => boolean;
		/** Sends a mutation. It rejects with {@link CallError} or with the function's own error. */
		send: Send;
	};
	/** Signals that a retry may succeed. */
	retryTriggers: RetryTriggers;
	/** The browser's `navigator.locks`. */
	locks: Locks | undefined;
	/** Opens a channel to the other tabs; `undefined` where tabs do not hear of each other. */
	openChannel: OpenChannel;
	/** Frees space on the device by deleting cached data: an outbox entry is worth more. */
	evictCache: () => Promise<void>;
	/** The time, in milliseconds since 1970. */
	now: () => number;
	/**
	 * The latest time of the servers that the device has heard of, in milliseconds since 1970; `undefined`
	 * when it has heard of none.
	 */
	heardAt: () => number | undefined;
	/** Whether there is a newer version of the app. It may take some seconds. */
	isOutdated: () => Promise<boolean>;
	report: Report;
	random?: () => number;
}

/** The outbox from within. */
export interface OutboxParts {
	stored: readonly StoredEntry[];
	isConfirmed: boolean;
	/** What delivers, once there was a connection. */
	loop: Pick<DeliveryLoop, 'explain'> | undefined;
	/** The name of the lock that the delivering tab holds. */
	lockName: string;
}

/** The outbox behind the interface of the same name, which describes what apps see of it. */
export class Outbox implements PublicOutbox {
	readonly #options: OutboxOptions;
	readonly #deliveries: ReadonlyMap<string, Delivery>;
	readonly #stored: StoredEntries;
	readonly #optimisticUpdates: OptimisticUpdates;
	readonly #reconciliation: Reconciliation;
	readonly #channel: TabChannel;
	readonly #lockName: string;
	#createLoop = $state.raw<CreateDeliveryLoop | undefined>();
	#loop: DeliveryLoop | undefined;
	readonly #lifetime = new AbortController();
	#entries = $derived.by(() => {
		const isConfirmed = this.#options.transport.isConfirmed();
		return this.#stored.current.map((stored) => this.#toEntry(stored, isConfirmed));
	});
	#optimistic = $derived.by(() => {
		const isSent = ({ state }: OutboxEntry) => state.status === 'sent';
		const delivered = this.#stored.delivered.map((stored) => this.#toEntry(stored, true));
		return {
			sent: this.#entries.filter(isSent),
			pending: [...delivered, ...this.#entries.filter((entry) => !isSent(entry))]
		};
	});

	private constructor(options: OutboxOptions) {
		this.#options = options;
		const { subject, organization, store, openChannel, transport, now } = options;
		const { signal } = this.#lifetime;
		const owner = [subject, ...(organization ? [organization] : [])];
		this.#lockName = [options.name, 'outbox', ...owner].join(':');
		this.#channel = createTabChannel(openChannel(this.#lockName), signal);
		this.#deliveries = new Map(options.deliveries.map((delivery) => [delivery.name, delivery]));
		this.#stored = new StoredEntries({
			store,
			owner: options,
			channel: this.#channel,
			onChange: () => {
				this.#loop?.run();
				this.#reconciliation.run();
			},
			now,
			signal
		});
		this.#optimisticUpdates = createOptimisticUpdates(this.#deliveries, options.report);
		this.#reconciliation = createReconciliation({
			entries: this.#stored,
			optimisticUpdates: this.#optimisticUpdates,
			toEntry: (stored) => this.#toEntry(stored, true),
			isConfirmed: transport.isConfirmed,
			times: () => ({ now: now(), heardAt: options.heardAt() }),
			signal
		});
		const stops = [
			options.retryTriggers(() => void this.#stored.reload()),
			$effect.root(() => {
				$effect(() => {
					const createLoop = this.#createLoop;
					if (!createLoop || !transport.isConfirmed()) return;
					return untrack(() => this.#deliver(createLoop));
				});
			})
		];
		signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
	}

	/** Opens a subject's outbox. It delivers while the connection is confirmed. */
	static async open(options: OutboxOptions): Promise<Outbox> {
		const outbox = new Outbox(options);
		await outbox.#stored.reload();
		return outbox;
	}

	get entries(): readonly OutboxEntry[] {
		return this.#entries;
	}

	get durability(): KeyValueStore['durability'] {
		return this.#options.store.durability;
	}

	get unreadable(): number {
		return this.#stored.unreadable;
	}

	async enqueue<Mutation extends MutationReference>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>,
		{ delayMs }: EnqueueOptions = {}
	): Promise<string> {
		const delivery = this.#definitionOf(mutation);
		const values = copyValue(args as Record<string, Value>);
		const id = delivery.idOf(values) ?? createClientId();
		const wanted = this.#wantedNow();
		const entry: Omit<StoredEntry, 'sequence'> = {
			id,
			orderingKey: delivery.orderingKeyOf(values),
			mutation: delivery.name,
			args: values,
			version: delivery.version,
			dependsOn: delivery.dependencyOf(values),
			writtenAt: wanted.wantedAt,
			...wanted,
			...(delayMs !== undefined && { notBefore: wanted.wantedAt + delayMs }),
			state: { status: 'waiting' },
			mayHaveHappened: false,
			failures: 0
		};
		await this.#write(() => this.#stored.append(entry));
		return id;
	}

	async edit(id: string, args: Record<string, unknown>): Promise<boolean> {
		const values = copyValue(args as Record<string, Value>);
		const mutation = this.#stored.current.find((one) => one.id === id)?.mutation ?? '';
		const version = this.#deliveries.get(mutation)?.version ?? FIRST_VERSION;
		const change = edit({ args: values, version }, this.#wantedNow());
		return await this.#change(id, change, { alone: true });
	}

	async discard(id: string, { evenIfSent = false } = {}): Promise<boolean> {
		return await this.#change(id, discard({ evenIfSent }), { alone: true });
	}

	async retry(id: string): Promise<boolean> {
		const isChanged = await this.#change(id, retryAgain(this.#wantedNow()), { alone: false });
		this.#loop?.hurry();
		return isChanged;
	}

	/** Applies the optimistic updates of all entries to a query's result. */
	withOptimisticUpdates<Result>(key: QueryKey, result: Result): Result {
		const { sent, pending } = this.#optimistic;
		const known = this.#optimisticUpdates.applyAtHome(key, result, sent);
		// The optimistic updates of a query return results of that query.
		return this.#optimisticUpdates.apply(key, known, pending) as Result;
	}

	/**
	 * Says that a query's result is on the screen from now on, live or not. While it is, a delivered entry
	 * stays applied until the live result contains it. Returns a function that ends this.
	 */
	watch(key: QueryKey): () => void {
		return this.#reconciliation.watch(key);
	}

	/** Passes on a query's live result: entries that it contains are removed from the outbox. */
	showLive(key: QueryKey, result: unknown): void {
		this.#reconciliation.show(key, result);
	}

	/** Says that a query is not live any more. */
	hideLive(key: QueryKey): void {
		this.#reconciliation.hide(key);
	}

	/**
	 * What the devtools look into.
	 *
	 * @internal
	 */
	get parts(): OutboxParts {
		const { transport } = this.#options;
		return {
			stored: this.#stored.current,
			isConfirmed: transport.isConfirmed(),
			loop: this.#loop,
			lockName: this.#lockName
		};
	}

	/** Delivers by this loop whenever the connection is confirmed. The loop is loaded with the connection. */
	deliverBy(createLoop: CreateDeliveryLoop): void {
		this.#createLoop = createLoop;
	}

	/** Stops the delivery. Pending entries stay on the device. */
	close(): void {
		this.#lifetime.abort();
	}

	/**
	 * @param options `alone`: also removes the entries that depend on this one; none of them has been
	 * sent
	 */
	async #change(id: string, change: EntryChange, { alone }: { alone: boolean }): Promise<boolean> {
		await this.#stored.catchUp();
		const stored = this.#stored.current.find((one) => one.id === id);
		if (!stored) return false;
		const without = alone ? dependentsOf(stored, this.#stored.current) : [];
		const { isChanged } = await this.#write(() =>
			this.#stored.change(stored, change, { mode: 'strict', without })
		);
		return isChanged;
	}

	/** Stores a change. When the device is full, it deletes cached data and tries once more. */
	async #write<T>(write: () => Promise<T>): Promise<T> {
		if (this.#lifetime.signal.aborted) {
			throw new OutboxError('closed');
		}
		try {
			return await write().catch(async (error: unknown) => {
				if (!isFull(error)) throw error;
				await this.#options.evictCache();
				return await write();
			});
		} catch (error) {
			throw new OutboxError(isFull(error) ? 'storage_full' : 'storage_failed', error);
		}
	}

	#deliver(createLoop: CreateDeliveryLoop): () => void {
		this.#reconciliation.begin();
		const { locks, transport } = this.#options;
		this.#loop ??= createLoop({
			random: Math.random,
			...this.#options,
			entries: this.#stored,
			deliveries: this.#deliveries,
			send: transport.send,
			isShown: (stored) => this.#reconciliation.isShownNow(stored),
			tab: createClientId(),
			name: this.#lockName,
			// Without a channel, tabs cannot tell which of them is frozen.
			locks: this.#channel.isOpen ? locks : undefined,
			channel: this.#channel
		});
		return this.#loop.start();
	}

	#definitionOf(mutation: MutationReference): Delivery {
		const name = getFunctionName(mutation);
		const delivery = this.#deliveries.get(name);
		if (delivery) return delivery;
		throw new OutboxError('not_defined', `There is no defineDelivery() of ${name}.`);
	}

	#toEntry(stored: StoredEntry, isConfirmed: boolean): OutboxEntry {
		const { subject } = this.#options;
		const args = argsFor(stored, this.#deliveries, this.#options.report);
		const shown = args ? { ...stored, args } : stored;
		return toEntry(shown, { subject, isConfirmed, isKnown: args !== undefined });
	}

	#wantedNow(): WantedAgain {
		const { now, heardAt } = this.#options;
		return { wantedAt: now(), heardAt: heardAt() };
	}
}

function isFull(error: unknown): boolean {
	return error instanceof StorageError && error.code === 'quota_exceeded';
}

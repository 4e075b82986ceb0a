import { getFunctionName, type FunctionArgs } from 'convex/server';
import type { Value } from 'convex/values';
import { untrack } from 'svelte';
import type { KeyValueStore } from '../cache/key-value-store.js';
import { StorageError } from '../cache/storage-error.js';
import { copyValue } from '../convex/plain-values.js';
import type { QueryKey } from '../convex/query-key.js';
import type { WakeSource } from '../recovery.js';
import { createClientId } from './client-id.js';
import type { Delivery, MutationReference } from './define-delivery.js';
import type { Locks } from './delivering-tab.js';
import type { CreateDeliveryLoop, DeliveryLoop, Send } from './delivery.js';
import { toEntry, type OutboxEntry } from './outbox-entry.js';
import { OutboxError } from './outbox-error.js';
import { dependentsOf, type OutboxRow } from './outbox-row.js';
import { OutboxRows } from './outbox-rows.svelte.js';
import type { Owner } from './outbox-store.js';
import { createOverlays, type Overlays } from './overlays.js';
import { discard, edit, retryAgain, type RowChange } from './row-changes.js';
import { createSettlement, type Settlement } from './settlement.js';
import { createTabChannel, type Channel, type TabChannel } from './tab-channel.js';

export interface OutboxOptions extends Owner {
	/** Sets apart the deployments of an app, and apps, that share an origin. */
	name: string;
	store: KeyValueStore;
	deliveries: readonly Delivery[];
	/** The way to the backend, as this subject and as nobody else. */
	transport: {
		/** Whether the backend has confirmed this subject on the connection that is open now. Reactive. */
		isConfirmed: () => boolean;
		/** Sends; rejects with {@link CallError} or with what the function threw. */
		send: Send;
		/** Makes what delivers over it; asked once the backend has confirmed the subject, not before. */
		createLoop: CreateDeliveryLoop;
	};
	/** Signs that a new try may succeed. */
	wakes: WakeSource;
	/** The browser's, `navigator.locks`. */
	locks: Locks | undefined;
	/** Opens a channel to the other tabs, `new BroadcastChannel(name)`. Without one they are not heard. */
	openChannel: ((name: string) => Channel) | undefined;
	/** Makes room on the device: the outbox goes before all that can be had again. */
	evictCache: () => Promise<void>;
	/** The time, in milliseconds since 1970. */
	now: () => number;
	random?: () => number;
}

/**
 * A subject's mutations that are not known to have happened. They outlive the page, are sent in the order
 * of writing when there is a connection, and happen once.
 */
export class Outbox {
	readonly #options: OutboxOptions;
	readonly #deliveries: ReadonlyMap<string, Delivery>;
	readonly #rows: OutboxRows;
	readonly #overlays: Overlays;
	readonly #settlement: Settlement;
	readonly #channel: TabChannel;
	readonly #lockName: string;
	#loop: DeliveryLoop | undefined;
	readonly #lifetime = new AbortController();
	#entries = $derived.by(() => {
		const isConfirmed = this.#options.transport.isConfirmed();
		return this.#rows.current.map((row) => this.#toEntry(row, isConfirmed));
	});
	#laid = $derived.by(() => {
		const isSent = ({ state }: OutboxEntry) => state.status === 'sent';
		const delivered = this.#rows.delivered.map((row) => this.#toEntry(row, true));
		return {
			sent: this.#entries.filter(isSent),
			unsent: [...delivered, ...this.#entries.filter((entry) => !isSent(entry))]
		};
	});

	private constructor(options: OutboxOptions) {
		this.#options = options;
		const { subject, organization, store, openChannel, transport, now } = options;
		const { signal } = this.#lifetime;
		const owner = [subject, ...(organization ? [organization] : [])];
		this.#lockName = [options.name, 'outbox', ...owner].join(':');
		this.#channel = createTabChannel(openChannel?.(this.#lockName), signal);
		this.#deliveries = new Map(options.deliveries.map((delivery) => [delivery.name, delivery]));
		this.#rows = new OutboxRows({
			store,
			owner: options,
			channel: this.#channel,
			onChange: () => {
				this.#loop?.run();
				this.#settlement.run();
			},
			now,
			signal
		});
		this.#overlays = createOverlays(this.#deliveries);
		this.#settlement = createSettlement({
			rows: this.#rows,
			overlays: this.#overlays,
			toEntry: (row) => this.#toEntry(row, true),
			isConfirmed: transport.isConfirmed,
			now,
			signal
		});
		const stops = [
			options.wakes(() => void this.#rows.reload()),
			$effect.root(() => {
				$effect(() => (transport.isConfirmed() ? untrack(() => this.#deliver()) : undefined));
			})
		];
		signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
	}

	/** Opens a subject's outbox, and delivers while the connection is confirmed. */
	static async open(options: OutboxOptions): Promise<Outbox> {
		const outbox = new Outbox(options);
		await outbox.#rows.reload();
		return outbox;
	}

	/** All that is in the outbox, in the order of writing. */
	get entries(): readonly OutboxEntry[] {
		return this.#entries;
	}

	/** How many mutations lie here that this version of the app cannot read. They stay. */
	get unreadable(): number {
		return this.#rows.unreadable;
	}

	/**
	 * Puts a mutation into the outbox, and resolves with its client id when it is on the disk: from then on
	 * it is not lost. One that lies there already is not put there again.
	 *
	 * @throws OutboxError when it is not there, so that the caller keeps what was written
	 */
	async enqueue<Mutation extends MutationReference>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>
	): Promise<string> {
		const delivery = this.#definitionOf(mutation);
		const values = copyValue(args as Record<string, Value>);
		const id = delivery.idOf(values) ?? createClientId();
		const now = this.#options.now();
		const row: Omit<OutboxRow, 'place'> = {
			id,
			lane: delivery.laneOf(values),
			mutation: delivery.name,
			args: values,
			dependsOn: delivery.dependencyOf(values),
			writtenAt: now,
			wantedAt: now,
			state: { status: 'waiting' },
			mayHaveHappened: false,
			failures: 0
		};
		await this.#keep(() => this.#rows.append(row));
		return id;
	}

	/**
	 * Gives an unsent mutation other arguments with the same client id, and has it sent. What was to change
	 * it later is taken out: this takes its place. Answers `false` when it may have been sent: then
	 * enqueue a mutation that changes what it did, and `retry` it if it was rejected.
	 *
	 * @throws OutboxError when the change is not kept
	 */
	async edit(id: string, args: Record<string, unknown>): Promise<boolean> {
		return await this.#change(
			id,
			edit(copyValue(args as Record<string, Value>), this.#options.now()),
			{ alone: true }
		);
	}

	/**
	 * Takes out an unsent mutation, and all that depends on it. Answers `false` when it may have been sent:
	 * then enqueue a mutation that undoes what it did, and `retry` it if it was rejected. With `evenIfSent` it
	 * is taken out nevertheless, unless it is being sent.
	 *
	 * @throws OutboxError when it stays
	 */
	async discard(id: string, { evenIfSent = false } = {}): Promise<boolean> {
		return await this.#change(id, discard({ evenIfSent }), { alone: true });
	}

	/**
	 * Tries a mutation again now, whatever has become of it. Answers `false` when it is being sent.
	 *
	 * @throws OutboxError when the change is not kept
	 */
	async retry(id: string): Promise<boolean> {
		const isChanged = await this.#change(id, retryAgain(this.#options.now()), { alone: false });
		this.#loop?.hurry();
		return isChanged;
	}

	/** A query's result with all that is unsent in it. */
	lay<Result>(key: QueryKey, result: Result): Result {
		const { sent, unsent } = this.#laid;
		const known = this.#overlays.layAtHome(key, result, sent);
		// The overlays of a query give results of that query.
		return this.#overlays.lay(key, known, unsent) as Result;
	}

	/**
	 * A query's result is on the screen from now on, live or not: nothing goes from it between the answer
	 * to a mutation and the result that shows it. Returns what ends that.
	 */
	watch(key: QueryKey): () => void {
		return this.#settlement.watch(key);
	}

	/** Takes note of a query's live result: what it shows leaves the outbox. */
	showLive(key: QueryKey, result: unknown): void {
		this.#settlement.show(key, result);
	}

	/** A query is not live any more. */
	hideLive(key: QueryKey): void {
		this.#settlement.hide(key);
	}

	/** Ends the delivery, and keeps what is unsent on the device. */
	close(): void {
		this.#lifetime.abort();
	}

	/** @param options `alone`: what waits for it to arrive leaves, as it has surely not been sent */
	async #change(id: string, change: RowChange, { alone }: { alone: boolean }): Promise<boolean> {
		const row = this.#rows.current.find((one) => one.id === id);
		if (!row) return false;
		const without = alone ? dependentsOf(row, this.#rows.current) : [];
		const { isChanged } = await this.#keep(() =>
			this.#rows.change(row, change, { mode: 'strict', without })
		);
		return isChanged;
	}

	/** Writes, in the cache's room if there is no other. */
	async #keep<T>(write: () => Promise<T>): Promise<T> {
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

	#deliver(): () => void {
		this.#settlement.begin();
		this.#loop ??= this.#createLoop();
		return this.#loop.start();
	}

	#createLoop(): DeliveryLoop {
		const { openChannel, locks, transport } = this.#options;
		return transport.createLoop({
			random: Math.random,
			...this.#options,
			rows: this.#rows,
			deliveries: this.#deliveries,
			send: transport.send,
			isShown: (row) => this.#settlement.isShownNow(row),
			tab: createClientId(),
			name: this.#lockName,
			// Tabs that do not hear of each other cannot tell which of them is frozen.
			locks: openChannel && locks,
			channel: this.#channel
		});
	}

	#definitionOf(mutation: MutationReference): Delivery {
		const name = getFunctionName(mutation);
		const delivery = this.#deliveries.get(name);
		if (delivery) return delivery;
		throw new OutboxError('not_defined', `There is no defineDelivery() of ${name}.`);
	}

	#toEntry(row: OutboxRow, isConfirmed: boolean): OutboxEntry {
		const { subject } = this.#options;
		return toEntry(row, { subject, isConfirmed, isKnown: this.#deliveries.has(row.mutation) });
	}
}

function isFull(error: unknown): boolean {
	return error instanceof StorageError && error.code === 'quota_exceeded';
}

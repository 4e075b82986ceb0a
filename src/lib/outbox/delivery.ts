import type { FunctionArgs } from 'convex/server';
import type { WakeSource } from '../recovery.js';
import type { Delivery, MutationReference } from './define-delivery.js';
import { takeTurns, type Locks } from './delivering-tab.js';
import { planDelivery, type Plan } from './delivery-plan.js';
import { LanePauses } from './lane-pauses.js';
import type { OutboxRow } from './outbox-row.js';
import type { OutboxRows } from './outbox-rows.svelte.js';
import { claim, expire, LEASE_MS, release, settle, type Sender } from './row-changes.js';
import type { TabChannel } from './tab-channel.js';
import { outcomeOf, type Outcome } from './verdict.js';

/** Sends a mutation as the subject. */
export type Send = (
	mutation: MutationReference,
	args: FunctionArgs<MutationReference>
) => Promise<unknown>;

export interface DeliveryLoopOptions {
	rows: OutboxRows;
	deliveries: ReadonlyMap<string, Delivery>;
	send: Send;
	/** Whether what has just been acknowledged needs the outbox no more. */
	isShown: (row: OutboxRow) => boolean;
	/** Names this tab; no other has the same. */
	tab: string;
	/** The name of the lock that the delivering tab holds. */
	lock: string;
	locks: Locks | undefined;
	channel: TabChannel;
	wakes: WakeSource;
	now: () => number;
	random: () => number;
}

/**
 * Sends what waits, while the connection is confirmed as the rows' subject and it is this tab's turn:
 *
 * ```
 *  idle --(confirmed)--> waiting for its turn --(alone)--> delivering --.
 *   ^                          ^      ^----(robbed)------------|        | a change, a wake, a pause over:
 *   '------(unconfirmed)-------'-------------------------------'        | plan; for each row to send
 *                                                                       v
 *     paused <--(no answer, failed)-- claimed on the disk, sent, the answer noted
 * ```
 *
 * What is on its way when the connection goes stays so: Convex's client sends it again itself.
 */
export class DeliveryLoop {
	readonly #options: DeliveryLoopOptions;
	readonly #phases = new Map<string, 'sending' | 'settling'>();
	readonly #pauses: LanePauses;
	#turn: AbortSignal | undefined;
	#isAlone = false;
	#leaseTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: DeliveryLoopOptions) {
		this.#options = options;
		this.#pauses = new LanePauses({ random: options.random, onEnd: () => this.run() });
	}

	/** Delivers from now on; returns what stops that. */
	start(): () => void {
		const { locks, lock, channel, wakes } = this.#options;
		const over = new AbortController();
		const stopWakes = wakes(() => this.#pauses.wake());
		void takeTurns({
			locks,
			name: lock,
			channel,
			hasWork: () => this.#plan({ isAlone: true }).send.length > 0,
			onTurn: (turn, isAlone) => this.#begin(turn, isAlone),
			signal: over.signal
		});
		return () => {
			over.abort();
			stopWakes();
			clearTimeout(this.#leaseTimer);
			this.#pauses.clear();
		};
	}

	/** Sends what may be sent now. Called at every change. */
	run(): void {
		if (!this.#turn || this.#turn.aborted) return;
		const { rows, now } = this.#options;
		const { send, expire: expired, waitsForTab } = this.#plan({ isAlone: this.#isAlone });
		for (const row of send) void this.#deliver(row, this.#turn);
		for (const row of expired) void rows.note(row, expire(now()));
		clearTimeout(this.#leaseTimer);
		if (waitsForTab) this.#leaseTimer = setTimeout(() => this.run(), LEASE_MS);
	}

	/** Ends a lane's wait: the user wants it tried now. */
	hurry(lane: string): void {
		this.#pauses.end(lane);
	}

	#begin(turn: AbortSignal, isAlone: boolean): void {
		this.#turn = turn;
		this.#isAlone = isAlone;
		const { rows } = this.#options;
		for (const row of rows.current) {
			if (row.state.status === 'held') void rows.note(row, release);
		}
		this.run();
	}

	#plan({ isAlone }: { isAlone: boolean }): Plan {
		const { rows, deliveries } = this.#options;
		return planDelivery(rows.current, {
			...this.#sender(isAlone),
			isKnown: (mutation) => deliveries.has(mutation),
			phaseOf: (id) => this.#phases.get(id),
			isPaused: (lane) => this.#pauses.has(lane)
		});
	}

	#sender(isAlone: boolean): Sender {
		return { by: this.#options.tab, now: this.#options.now(), isAlone };
	}

	async #deliver(row: OutboxRow, turn: AbortSignal): Promise<void> {
		const { rows, isShown, tab, now } = this.#options;
		this.#phases.set(row.id, 'sending');
		const claimed = await this.#claim(row);
		if (claimed) {
			const outcome = await this.#send(claimed, turn);
			const change = settle(outcome, { by: tab, now: now(), isShown: isShown(claimed) });
			if (!turn.aborted) this.#pause(row.lane, outcome, change(claimed));
			if (outcome.kind === 'acknowledged') {
				// The next of its lane does not wait for the disk: what a crash forgets is sent again.
				this.#phases.set(row.id, 'settling');
				this.run();
			}
			await rows.note(claimed, change);
		}
		this.#phases.delete(row.id);
		this.run();
	}

	/** The row as this tab has it on the disk to send; another may have changed or taken it. */
	async #claim(row: OutboxRow): Promise<OutboxRow | undefined> {
		try {
			const change = claim(this.#sender(this.#isAlone));
			const claimed = await this.#options.rows.change(row, change, { mode: 'relaxed' });
			return claimed.isChanged && claimed.row ? claimed.row : undefined;
		} catch {
			this.#pauses.backOff(row.lane);
			return undefined;
		}
	}

	async #send({ mutation, args }: OutboxRow, turn: AbortSignal): Promise<Outcome> {
		const delivery = this.#options.deliveries.get(mutation);
		if (turn.aborted || !delivery) return { kind: 'not_sent' };
		try {
			await this.#options.send(delivery.mutation, args);
			return { kind: 'acknowledged' };
		} catch (error) {
			return outcomeOf(error, delivery.verdict);
		}
	}

	#pause(lane: string, outcome: Outcome, row: OutboxRow | null): void {
		if (row?.state.status !== 'waiting') this.#pauses.succeed(lane);
		else if (outcome.kind === 'postponed') this.#pauses.postpone(lane, outcome.afterMs);
		else this.#pauses.backOff(lane);
	}
}

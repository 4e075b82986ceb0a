import type { FunctionArgs } from 'convex/server';
import type { WakeSource } from '../recovery.js';
import type { Delivery, MutationReference } from './define-delivery.js';
import { takeTurns, type Locks } from './delivering-tab.js';
import { planDelivery } from './delivery-plan.js';
import { createLanePauses } from './lane-pauses.js';
import type { OutboxRow } from './outbox-row.js';
import type { OutboxRows } from './outbox-rows.svelte.js';
import { acknowledge, again, claim, expire, ifSentBy, release } from './row-changes.js';
import type { TabChannel } from './tab-channel.js';
import { failureOf, type Failure } from './verdict.js';

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
	name: string;
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
export interface DeliveryLoop {
	/** Delivers from now on; returns what stops that. */
	start(): () => void;
	/** Sends what may be sent now. Called at every change. */
	run(): void;
	/** Ends all waits: a try may succeed now, or the user wants it. */
	hurry(): void;
}

/** Makes the loop of one tab. */
export function createDeliveryLoop(options: DeliveryLoopOptions): DeliveryLoop {
	const { rows, deliveries, isShown, tab, now } = options;
	const phases = new Map<string, 'sending' | 'settling'>();
	const pauses = createLanePauses(options.random, () => run());
	let turn: AbortSignal | undefined;

	const begin = async (given: AbortSignal) => {
		// A tab that died may have taken a row and told nobody.
		await rows.reload();
		if (given.aborted) return;
		turn = given;
		for (const row of rows.current) {
			const isStuck = row.state.status === 'held' || row.state.status === 'sending';
			if (isStuck && !phases.has(row.id)) void rows.note(row, release);
		}
		run();
	};

	const run = () => {
		if (!turn || turn.aborted) return;
		const plan = planDelivery(rows.current, {
			now: now(),
			isKnown: (mutation) => deliveries.has(mutation),
			phaseOf: (id) => phases.get(id),
			isPaused: (lane) => pauses.has(lane)
		});
		for (const row of plan.send) void deliver(row, turn);
		for (const row of plan.expire) void rows.note(row, expire(now()));
	};

	const hurry = () => {
		pauses.clear();
		run();
	};

	const deliver = async (row: OutboxRow, turn: AbortSignal) => {
		const { id, lane } = row;
		phases.set(id, 'sending');
		const claimed = await claimNow(row);
		if (claimed) {
			const failure = await send(claimed, turn);
			const change = failure ? ifSentBy(tab, failure.change) : acknowledge(now(), isShown(claimed));
			const isToWait = change(claimed)?.state.status === 'waiting';
			if (!isToWait) pauses.succeed(lane);
			else if (!turn.aborted) pauses.pause(lane, failure?.afterMs);
			if (!failure) {
				// The next of its lane does not wait for the disk: what a crash forgets is sent again.
				phases.set(id, 'settling');
				run();
			}
			await rows.note(claimed, change);
		}
		phases.delete(id);
		run();
	};

	/** The row as this tab has it on the disk to send; another may have changed or taken it. */
	const claimNow = async (row: OutboxRow) => {
		try {
			const claimed = await rows.change(row, claim(tab), { mode: 'relaxed' });
			return claimed.isChanged ? claimed.row : null;
		} catch {
			pauses.pause(row.lane);
			return null;
		}
	};

	const send = async (
		{ mutation, args }: OutboxRow,
		turn: AbortSignal
	): Promise<Failure | undefined> => {
		const delivery = deliveries.get(mutation);
		if (turn.aborted || !delivery) return { change: again };
		try {
			await options.send(delivery.mutation, args);
			return undefined;
		} catch (error) {
			return failureOf(error, delivery.verdict);
		}
	};

	return {
		start: () => {
			const over = new AbortController();
			const stopWakes = options.wakes(hurry);
			void takeTurns({
				...options,
				hasWork: () =>
					rows.current.some(
						({ state }) => state.status === 'waiting' || state.status === 'sending'
					),
				onTurn: (given) => void begin(given),
				signal: over.signal
			});
			return () => {
				over.abort();
				stopWakes();
				pauses.clear();
			};
		},
		run,
		hurry
	};
}

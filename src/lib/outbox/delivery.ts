import type { FunctionArgs } from 'convex/server';
import type { WakeSource } from '../recovery.js';
import type { Delivery, MutationReference } from './define-delivery.js';
import { takeTurns, type Locks } from './delivering-tab.js';
import { planDelivery } from './delivery-plan.js';
import { createLanePauses } from './lane-pauses.js';
import type { OutboxRow } from './outbox-row.js';
import type { OutboxRows } from './outbox-rows.svelte.js';
import { acknowledge, again, claim, expire, ifSentBy, postpone, release } from './row-changes.js';
import type { TabChannel } from './tab-channel.js';
import { failureOf, type Failure } from './verdict.js';

/** Nobody gets to change a message that is the next for no longer than this. */
const QUICK_MS = 200;

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

/** Makes the loop of one tab. Its code comes with the connection: no launch waits for it. */
export type CreateDeliveryLoop = (options: DeliveryLoopOptions) => DeliveryLoop;

/** Makes the loop of one tab. */
export function createDeliveryLoop(options: DeliveryLoopOptions): DeliveryLoop {
	const { rows, deliveries, isShown, tab, now } = options;
	const phases = new Map<string, 'busy' | 'settling'>();
	const pauses = createLanePauses(options.random, () => run());
	let turn: AbortSignal | undefined;
	let mostClaimed = 1;

	const begin = async (given: AbortSignal) => {
		// A tab that died may have taken a row and told nobody.
		await rows.reload();
		if (given.aborted) return;
		turn = given;
		given.addEventListener('abort', run);
		for (const row of rows.current) {
			const isStuck = release(row) !== row;
			if (isStuck && !phases.has(row.id)) void work(row, () => rows.note(row, release));
		}
		run();
	};

	const run = () => {
		if (!turn) return;
		const current = turn;
		const plan = planDelivery(rows.current, {
			now: now(),
			tab,
			isKnown: (mutation) => deliveries.has(mutation),
			phaseOf: (id) => phases.get(id),
			isPaused: (lane) => current.aborted || pauses.has(lane),
			mostClaimed
		});
		const steps = {
			claim: claimNow,
			send: (row: OutboxRow) => deliver(row, current),
			release: (row: OutboxRow) => rows.note(row, ifSentBy(tab, again)),
			expire: (row: OutboxRow) => rows.note(row, expire(now()))
		};
		for (const [row, step] of plan) void work(row, steps[step]);
	};

	const hurry = () => {
		pauses.clear();
		run();
	};

	/** Does something with a row, and nothing else with it meanwhile. */
	const work = async (row: OutboxRow, step: (row: OutboxRow) => Promise<void>) => {
		phases.set(row.id, 'busy');
		await step(row);
		phases.delete(row.id);
		run();
	};

	/** Takes a row on the disk to send it; another tab may have changed or taken it. */
	const claimNow = async (row: OutboxRow) => {
		try {
			await rows.change(row, claim(tab));
		} catch {
			pauses.pause(row.lane);
		}
	};

	const deliver = async (row: OutboxRow, turn: AbortSignal) => {
		const { id, lane } = row;
		const begunAt = now();
		const failure = await send(row);
		// The next is claimed ahead only where the disk would hold it up, and not for long.
		mostClaimed = !failure && now() - begunAt < QUICK_MS ? 2 : 1;
		const change = failure ? ifSentBy(tab, changeFor(failure)) : acknowledge(now(), isShown(row));
		const isToWait = change(row)?.state.status === 'waiting';
		if (!isToWait) pauses.succeed(lane);
		else if (!turn.aborted) pauses.pause(lane, failure?.afterMs);
		if (!failure) {
			// The next of its lane does not wait for the disk: what a crash forgets is sent again.
			phases.set(id, 'settling');
			run();
		}
		await rows.note(row, change);
	};

	const changeFor = ({ change, afterMs }: Failure) =>
		afterMs === undefined ? change : postpone(now() + afterMs);

	const send = async ({ mutation, args }: OutboxRow): Promise<Failure | undefined> => {
		const delivery = deliveries.get(mutation);
		if (!delivery) return { change: again };
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

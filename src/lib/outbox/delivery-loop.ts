import type { FunctionArgs } from 'convex/server';
import { copyValue } from '../convex/plain-values.js';
import { withoutWords, type Report } from '../diagnostics.js';
import { CallError } from '../errors.js';
import type { RetryTriggers } from '../recovery.js';
import { argsFor, type Delivery, type MutationReference } from './define-delivery.js';
import { takeTurns, type Locks } from './delivering-tab.js';
import {
	explainDelivery,
	planDelivery,
	type Moment,
	type Step,
	type Wait
} from './delivery-plan.js';
import { nextDueMs } from './is-kept-back.js';
import { createOrderingKeyPauses } from './ordering-key-pauses.js';
import type { StoredEntry } from './stored-entry.js';
import type { StoredEntries } from './stored-entries.svelte.js';
import {
	acknowledge,
	again,
	claim,
	expire,
	hasFailed,
	holdOutdated,
	ifSentBy,
	postpone,
	release
} from './delivery-changes.js';
import type { TabChannel } from './tab-channel.js';
import { failureOf, type Failure } from './failure.js';

/** An entry that is claimed ahead cannot be edited. For less than this, no user notices. */
const QUICK_MS = 200;

/** Sends a mutation as the subject. */
export type Send = (
	mutation: MutationReference,
	args: FunctionArgs<MutationReference>
) => Promise<unknown>;

export interface DeliveryLoopOptions {
	entries: StoredEntries;
	deliveries: ReadonlyMap<string, Delivery>;
	send: Send;
	/** Whether an entry that was just acknowledged may leave the outbox. */
	isShown: (entry: StoredEntry) => boolean;
	/** A unique name of this tab. */
	tab: string;
	/** The name of the lock that the delivering tab holds. */
	name: string;
	locks: Locks | undefined;
	channel: TabChannel;
	retryTriggers: RetryTriggers;
	/** The time, in milliseconds since 1970. */
	now: () => number;
	/** The latest time of the servers that the device has heard of, in milliseconds since 1970. */
	heardAt: () => number | undefined;
	/** Whether there is a newer version of the app. */
	isOutdated: () => Promise<boolean>;
	report: Report;
	/** A monotonic time in milliseconds. */
	elapsed?: () => number;
	random: () => number;
}

/**
 * Sends waiting entries while the connection is confirmed as their subject and it is this tab's turn:
 *
 * ```
 *  idle --(confirmed)--> waiting for its turn --(alone)--> delivering --.
 *   ^                          ^      ^----(lock stolen)-------|        | a change, a retry trigger, a pause over:
 *   '------(unconfirmed)-------'-------------------------------'        | plan; for each entry to send
 *                                                                       v
 *     paused <--(no answer, failed)-- claimed on the disk, sent, the answer noted
 * ```
 *
 * A mutation that is on its way when the connection ends stays so: Convex's client sends it again itself.
 *
 * The backend ends a session for good when it cannot read a frame, and does not say which. So what was on
 * its way then is suspect, and is sent alone. Where the session ends like that again, it is rejected.
 */
export interface DeliveryLoop {
	/** Starts the delivery. Returns a function that stops it. */
	start(): () => void;
	/** Sends what may be sent now. It is called at every change. */
	run(): void;
	/** Ends all waits: a retry may succeed now, or the user asks for one. */
	hurry(): void;
	/** What is done with each entry now, or why it waits; `undefined` while it is not this tab's turn. */
	explain(): ReadonlyMap<StoredEntry, Step | Wait> | undefined;
}

/** Creates the loop of one tab. Its code is loaded with the connection: no launch waits for it. */
export type CreateDeliveryLoop = (options: DeliveryLoopOptions) => DeliveryLoop;

/** Creates the loop of one tab. */
export function createDeliveryLoop(options: DeliveryLoopOptions): DeliveryLoop {
	const {
		entries,
		deliveries,
		isShown,
		tab,
		now,
		report,
		elapsed = () => performance.now()
	} = options;
	const times = () => ({ now: now(), heardAt: options.heardAt() });
	const phases = new Map<string, 'busy' | 'settling'>();
	/** What was on its way when a session ended, and has had no answer since. */
	const suspects = new Set<string>();
	const pauses = createOrderingKeyPauses(options.random, () => run());
	let turn: AbortSignal | undefined;
	let mostClaimed = 1;
	/** Ends when the first entry that is kept back may be sent. */
	let due: ReturnType<typeof setTimeout> | undefined;

	const begin = async (given: AbortSignal) => {
		// A tab that was killed may have claimed an entry and told nobody.
		await entries.reload();
		if (given.aborted) return;
		turn = given;
		given.addEventListener('abort', run);
		for (const entry of entries.current) {
			const isStuck = release(tab)(entry) !== entry;
			if (isStuck && !phases.has(entry.id)) {
				void work(entry, () => entries.note(entry, release(tab)));
			}
		}
		run();
	};

	const momentOf = (turn: AbortSignal): Moment => ({
		times: times(),
		tab,
		isKnown: (entry) => argsFor(entry, deliveries) !== undefined,
		phaseOf: (id) => phases.get(id),
		isPaused: (orderingKey) => turn.aborted || pauses.has(orderingKey),
		isSuspect: (id) => suspects.has(id),
		mostClaimed
	});

	const run = () => {
		if (!turn) return;
		const current = turn;
		const plan = planDelivery(entries.current, momentOf(current));
		const steps = {
			claim: claimNow,
			send: (entry: StoredEntry) => deliver(entry, current),
			release: (entry: StoredEntry) => entries.note(entry, ifSentBy(tab, again)),
			expire: (entry: StoredEntry) => entries.note(entry, expire(times()))
		};
		for (const [entry, step] of plan) void work(entry, steps[step]);
		clearTimeout(due);
		const dueMs = nextDueMs(entries.current, now());
		if (dueMs < Infinity) due = setTimeout(run, dueMs);
	};

	const hurry = () => {
		pauses.clear();
		run();
	};

	/** Runs a step on an entry. Until it ends, no other step runs on that entry. */
	const work = async (entry: StoredEntry, step: (entry: StoredEntry) => Promise<void>) => {
		phases.set(entry.id, 'busy');
		await step(entry);
		phases.delete(entry.id);
		run();
	};

	/** Claims an entry on the disk. Another tab may have changed or claimed it. */
	const claimNow = async (entry: StoredEntry) => {
		try {
			await entries.change(entry, claim(tab));
		} catch {
			// The store has reported it.
			pauses.pause(entry.orderingKey);
		}
	};

	const deliver = async (entry: StoredEntry, turn: AbortSignal) => {
		const { id, orderingKey } = entry;
		const begunAt = elapsed();
		const failure = await send(entry);
		if (failure?.isSuspect) suspects.add(id);
		else suspects.delete(id);
		// Claim the next entry ahead only when answers come faster than the disk works.
		mostClaimed = !failure && elapsed() - begunAt < QUICK_MS ? 2 : 1;
		const change = failure
			? ifSentBy(tab, await changeFor(entry, failure))
			: acknowledge(now(), isShown(entry));
		const isToWait = change(entry)?.state.status === 'waiting';
		if (!isToWait) pauses.succeed(orderingKey);
		else if (!turn.aborted) pauses.pause(orderingKey, failure?.afterMs);
		if (!failure) {
			// The next entry does not wait for the disk. What a crash forgets is sent again.
			phases.set(id, 'settling');
			run();
		}
		await entries.note(entry, change);
	};

	const changeFor = async (entry: StoredEntry, { change, afterMs }: Failure) => {
		if (afterMs !== undefined) return postpone(now() + afterMs);
		const changed = change(entry);
		if (!changed || !hasFailed(changed)) return change;
		const isOutdated = await options.isOutdated().catch((error: unknown) => {
			report('outdated_check_failed', error);
			return false;
		});
		return isOutdated ? holdOutdated(tab, change) : change;
	};

	const send = async (entry: StoredEntry): Promise<Failure | undefined> => {
		const delivery = deliveries.get(entry.mutation);
		const args = argsFor(entry, deliveries);
		if (!delivery || !args) return { change: again };
		try {
			// An older version has stored texts as they were typed.
			await options.send(delivery.mutation, copyValue({ ...args }));
			return undefined;
		} catch (error) {
			// What a function says may quote what was sent.
			report('delivery_failed', error instanceof CallError ? error : withoutWords(error));
			return await failureOf(error, {
				errorPolicy: delivery.errorPolicy,
				wasSuspect: suspects.has(entry.id),
				report
			});
		}
	};

	return {
		start: () => {
			const over = new AbortController();
			const stopTriggers = options.retryTriggers(hurry);
			void takeTurns({
				...options,
				hasWork: () =>
					entries.current.some(
						({ state }) => state.status === 'waiting' || state.status === 'sending'
					),
				onTurn: (given) => void begin(given),
				signal: over.signal
			});
			return () => {
				over.abort();
				stopTriggers();
				clearTimeout(due);
				pauses.clear();
			};
		},
		run,
		hurry,
		explain: () =>
			turn && !turn.aborted ? explainDelivery(entries.current, momentOf(turn)) : undefined
	};
}

import type { OutboxRow } from './outbox-row.js';
import { isTooOld } from './row-changes.js';

/** What is to be known of a moment to decide what is sent in it. */
export interface Moment {
	now: number;
	isKnown: (mutation: string) => boolean;
	/** What this tab is doing with a row: sending it, or noting down the answer. */
	phaseOf: (id: string) => 'sending' | 'settling' | undefined;
	/** Whether a lane waits before it tries again. */
	isPaused: (lane: string) => boolean;
}

/** What is to be done now. */
export interface Plan {
	send: OutboxRow[];
	/** What has waited too long to be sent without asking. */
	expire: OutboxRow[];
}

/**
 * Decides what is sent now, of rows in the order of writing. What it guarantees:
 *
 * - of each lane one at a time, first written, first sent;
 * - lanes do not wait for each other;
 * - what the user or another version of the app must decide on lets the rest of its lane pass;
 * - but nothing passes what it depends on.
 */
export function planDelivery(rows: readonly OutboxRow[], moment: Moment): Plan {
	const plan: Plan = { send: [], expire: [] };
	const closedLanes = new Set<string>();
	const undelivered = new Set<string>();
	for (const row of rows) {
		const { id, lane, dependsOn, state } = row;
		if (state.status === 'sent') continue;
		const isBlocked = dependsOn !== undefined && undelivered.has(dependsOn);
		undelivered.add(id);
		if (state.status === 'rejected' || !moment.isKnown(row.mutation) || isBlocked) continue;
		const phase = moment.phaseOf(id);
		if (phase === 'settling' || closedLanes.has(lane)) continue;
		if (phase === undefined && isTooOld(row, moment.now) && state.status === 'waiting') {
			plan.expire.push(row);
			continue;
		}
		closedLanes.add(lane);
		const isFree = phase === undefined && state.status === 'waiting';
		if (isFree && !moment.isPaused(lane)) plan.send.push(row);
	}
	return plan;
}

import type { StoredEntry } from './stored-entry.js';
import { isTooOld } from './entry-changes.js';

/** What is to be known of a moment to decide what is sent in it. */
export interface Moment {
	now: number;
	/** This tab. */
	tab: string;
	isKnown: (mutation: string) => boolean;
	/** What this tab is doing with a row: claiming or sending it, or noting down the answer. */
	phaseOf: (id: string) => 'busy' | 'settling' | undefined;
	/** Whether nothing of a lane is to be sent now. */
	isPaused: (orderingKey: string) => boolean;
	/** How many of a lane are claimed at a time. */
	mostClaimed: number;
}

/**
 * What is done with a row now. `claim`: it is the first of its lane, or one of those after it that shall not
 * wait for the disk when they are. `send`: it is the first, and claimed. `release`: it is claimed, and must
 * wait longer. `expire`: it has waited too long to be sent without asking.
 */
export type Step = 'claim' | 'send' | 'release' | 'expire';

/**
 * Decides what is done now, of rows in the order of writing. What it guarantees:
 *
 * - of each lane one at a time, first written, first sent;
 * - lanes do not wait for each other;
 * - what the user or another version of the app must decide on lets the rest of its lane pass;
 * - but nothing passes what it depends on.
 */
export function planDelivery(
	entries: readonly StoredEntry[],
	moment: Moment
): Map<StoredEntry, Step> {
	const plan = new Map<StoredEntry, Step>();
	const ahead = new Map<string, number>();
	const undelivered = new Set<string>();
	for (const entry of entries) {
		const { id, orderingKey, dependsOn, state } = entry;
		if (state.status === 'sent') continue;
		const isBlocked = dependsOn !== undefined && undelivered.has(dependsOn);
		undelivered.add(id);
		const phase = moment.phaseOf(id);
		if (state.status === 'rejected' || !moment.isKnown(entry.mutation) || isBlocked) continue;
		if (phase === 'settling') continue;
		const isFree = phase === undefined;
		const isWaiting = isFree && state.status === 'waiting';
		const isClaimed = isFree && state.status === 'sending' && state.by === moment.tab;
		if (isWaiting && isTooOld(entry, moment.now)) {
			plan.set(entry, 'expire');
			continue;
		}
		const position = moment.isPaused(orderingKey) ? Infinity : (ahead.get(orderingKey) ?? 0);
		const isOurs = !isFree || isWaiting || isClaimed;
		ahead.set(orderingKey, isOurs ? position + 1 : Infinity);
		if (isWaiting && position < moment.mostClaimed) plan.set(entry, 'claim');
		else if (isClaimed && position === 0) plan.set(entry, 'send');
		else if (isClaimed && position >= moment.mostClaimed) plan.set(entry, 'release');
	}
	return plan;
}

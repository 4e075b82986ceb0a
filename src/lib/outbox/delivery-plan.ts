import type { StoredEntry, StoredState } from './stored-entry.js';
import type { Times } from './entry-age.js';
import { isKeptBack } from './is-kept-back.js';
import { isTooOld } from './is-too-old.js';

/** The facts that decide what is sent now. */
export interface Moment {
	times: Times;
	/** This tab. */
	tab: string;
	/** Whether this version of the app can deliver an entry. */
	isKnown: (entry: StoredEntry) => boolean;
	/**
	 * What this tab is doing with an entry. `busy`: claiming or sending it. `settling`: storing the
	 * answer.
	 */
	phaseOf: (id: string) => 'busy' | 'settling' | undefined;
	/** Whether an ordering key is paused. */
	isPaused: (orderingKey: string) => boolean;
	/** Whether the backend may have ended a session because of an entry. */
	isSuspect: (id: string) => boolean;
	/** How many entries of one ordering key may be claimed at a time. */
	mostClaimed: number;
}

/**
 * What is done with an entry now. `claim`: it is the first of its ordering key, or close behind the first,
 * so that it does not wait for the disk later. `send`: it is the first, and claimed. `release`: it is
 * claimed, but must wait longer. `expire`: it has waited so long that the user must be asked.
 */
export type Step = 'claim' | 'send' | 'release' | 'expire';

/** Why nothing is done with an entry now. */
export type Wait =
	/** It has happened, and leaves once a live result contains it. */
	| 'sent'
	/** It has not happened: the user decides. */
	| 'rejected'
	/** Another version of the app is to send it. */
	| 'held_for_update'
	/** This version of the app has no delivery for it, or cannot migrate its arguments. */
	| 'unknown_function'
	/** It can still be undone: its time to be sent has not come. */
	| 'kept_back'
	/** The entry that it depends on has not arrived. */
	| 'dependency'
	/** Its answer is being stored. */
	| 'settling'
	/** It is being claimed or sent. */
	| 'busy'
	/** The backend does not accept it from this session. */
	| 'not_accepted'
	/** Another tab has claimed it. */
	| 'other_tab'
	/** Its ordering key waits after a failure. */
	| 'paused'
	/** An earlier entry of its ordering key goes first. */
	| 'behind'
	/** An entry because of which the backend may have ended a session goes alone. */
	| 'suspect';

/**
 * Decides what is done now. The entries are in the order of writing. The plan guarantees:
 *
 * - one entry of an ordering key is sent at a time, in the order of writing;
 * - ordering keys do not wait for each other;
 * - an entry that waits for the user or for another version of the app does not block its ordering key;
 * - no entry is sent before the entry that it depends on;
 * - an entry that is kept back is not sent before its time, and does not block its ordering key;
 * - a suspect is on its way alone.
 */
export function planDelivery(
	entries: readonly StoredEntry[],
	moment: Moment
): Map<StoredEntry, Step> {
	return decide(entries, moment, () => undefined);
}

/** Says what is done with each entry now or, for what waits, which of those rules says no. */
export function explainDelivery(
	entries: readonly StoredEntry[],
	moment: Moment
): Map<StoredEntry, Step | Wait> {
	const decisions = new Map<StoredEntry, Step | Wait>();
	const plan = decide(entries, moment, (entry, why) => decisions.set(entry, why));
	for (const [entry, step] of plan) decisions.set(entry, step);
	return decisions;
}

function decide(
	entries: readonly StoredEntry[],
	moment: Moment,
	wait: (entry: StoredEntry, why: Wait) => void
): Map<StoredEntry, Step> {
	const plan = new Map<StoredEntry, Step>();
	const ahead = new Map<string, number>();
	const undelivered = new Set<string>();
	for (const entry of entries) {
		const { id, orderingKey, dependsOn, state } = entry;
		const isBlocked = dependsOn !== undefined && undelivered.has(dependsOn);
		const phase = moment.phaseOf(id);
		const aside = whyAside(entry, moment, isBlocked);
		if (aside !== 'sent') undelivered.add(id);
		if (aside) {
			wait(entry, aside);
			continue;
		}
		const isFree = phase === undefined;
		const isWaiting = isFree && state.status === 'waiting';
		const isClaimed = isFree && state.status === 'sending' && state.by === moment.tab;
		if (isWaiting && isTooOld(entry, moment.times)) {
			plan.set(entry, 'expire');
			continue;
		}
		const isPaused = moment.isPaused(orderingKey);
		const position = isPaused ? Infinity : (ahead.get(orderingKey) ?? 0);
		const isOurs = !isFree || isWaiting || isClaimed;
		ahead.set(orderingKey, isOurs ? position + 1 : Infinity);
		if (isWaiting && position < moment.mostClaimed) plan.set(entry, 'claim');
		else if (isClaimed && position === 0) plan.set(entry, 'send');
		else if (isClaimed && position >= moment.mostClaimed) plan.set(entry, 'release');
		else if (!isFree) wait(entry, 'busy');
		else if (!isOurs) wait(entry, state.status === 'held' ? 'not_accepted' : 'other_tab');
		else wait(entry, isPaused ? 'paused' : 'behind');
	}
	sendSuspectAlone(entries, plan, moment, wait);
	return plan;
}

/** Why an entry is not in the queue of its ordering key, so that those behind it do not wait for it. */
function whyAside(entry: StoredEntry, moment: Moment, isBlocked: boolean): Wait | undefined {
	const { id, state } = entry;
	if (state.status === 'sent' || state.status === 'rejected') return state.status;
	if (isHeldForUpdate(state)) return 'held_for_update';
	if (!moment.isKnown(entry)) return 'unknown_function';
	if (isBlocked) return 'dependency';
	if (state.status === 'waiting' && isKeptBack(entry, moment.times.now)) return 'kept_back';
	return moment.phaseOf(id) === 'settling' ? 'settling' : undefined;
}

/** While a suspect is to be sent, or on its way, nothing else is sent. */
function sendSuspectAlone(
	entries: readonly StoredEntry[],
	plan: Map<StoredEntry, Step>,
	{ phaseOf, isSuspect, tab }: Moment,
	wait: (entry: StoredEntry, why: Wait) => void
): void {
	const onTheirWay = entries.filter(
		({ id, state }) => phaseOf(id) === 'busy' && state.status === 'sending' && state.by === tab
	);
	const toSend = entries.filter((entry) => plan.get(entry) === 'send');
	const suspect = [...onTheirWay, ...toSend].find(({ id }) => isSuspect(id));
	if (!suspect) return;
	for (const entry of toSend) {
		if (entry === suspect && onTheirWay.length === 0) continue;
		plan.delete(entry);
		wait(entry, 'suspect');
	}
}

/** It waits for another version of the app, perhaps for days. */
function isHeldForUpdate(state: StoredState): boolean {
	return state.status === 'held' && state.by !== undefined;
}

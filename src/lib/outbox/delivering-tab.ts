import type { TabChannel } from './tab-channel.js';

/** A delivering tab that has not answered so many questions, asked this far apart, is frozen. */
const QUESTIONS = 2;
const QUESTION_MS = 5_000;

/** What Web Locks do, as far as the outbox needs it. */
export interface Locks {
	request(name: string, options: LockOptions, hold: () => Promise<void>): Promise<unknown>;
}

export interface TurnOptions {
	/** Without them every tab delivers: the backend knows a second attempt. */
	locks: Locks | undefined;
	/** The lock's name. */
	name: string;
	channel: TabChannel;
	/** Whether there is anything to deliver, for which a tab that is frozen would be robbed of its turn. */
	hasWork: () => boolean;
	/** This tab's turn: until the signal is aborted it delivers, and if `isAlone` no other tab does. */
	onTurn: (turn: AbortSignal, isAlone: boolean) => void;
	/** Ends it all. */
	signal: AbortSignal;
}

/**
 * Gives this tab its turn to deliver when no other tab has it, again and again:
 *
 * ```
 * waiting --(the lock is free)------------------> delivering --(robbed)--> waiting
 *    '-----(the delivering tab does not answer)-------^
 * ```
 */
export async function takeTurns(options: TurnOptions): Promise<void> {
	const { locks, name, channel, onTurn, signal } = options;
	let isFrozen = false;
	while (locks && !signal.aborted) {
		const over = new AbortController();
		const waiting = new AbortController();
		const end = () => {
			waiting.abort();
			over.abort();
		};
		signal.addEventListener('abort', end, { signal: over.signal });
		const stopAsking = askWhoDelivers(options, () => {
			isFrozen = true;
			waiting.abort();
		});
		let hadTurn = false;
		const deliver = async () => {
			stopAsking();
			hadTurn = true;
			isFrozen = false;
			const stopAnswering = channel.on('is-anyone-delivering', () => channel.post('delivering'));
			if (!over.signal.aborted) onTurn(over.signal, true);
			await aborted(over.signal);
			stopAnswering();
		};
		// Whoever is robbed learns it from its request, which fails while it still holds on.
		await locks
			.request(name, isFrozen ? { steal: true } : { signal: waiting.signal }, deliver)
			.catch(() => undefined);
		stopAsking();
		over.abort();
		const areForbidden = !hadTurn && !waiting.signal.aborted;
		if (areForbidden) break;
	}
	if (!signal.aborted) onTurn(signal, false);
}

/** Asks the delivering tab whether it still runs, while there is work for it. */
function askWhoDelivers({ channel, hasWork }: TurnOptions, onSilence: () => void): () => void {
	if (!channel.isOpen) return () => undefined;
	let unanswered = 0;
	const stopListening = channel.on('delivering', () => (unanswered = 0));
	const timer = setInterval(() => {
		if (!hasWork()) {
			unanswered = 0;
		} else if (unanswered === QUESTIONS) {
			onSilence();
		} else {
			unanswered += 1;
			channel.post('is-anyone-delivering');
		}
	}, QUESTION_MS);
	return () => {
		clearInterval(timer);
		stopListening();
	};
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener('abort', () => resolve(), { once: true });
	});
}

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
	/** This tab's turn: until the signal is aborted it delivers. */
	onTurn: (turn: AbortSignal) => void;
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
		const waiting = new AbortController();
		const turn = new AbortController();
		const end = () => {
			waiting.abort();
			turn.abort();
		};
		signal.addEventListener('abort', end, { signal: turn.signal });
		askWhoDelivers(options, waiting.signal, () => {
			isFrozen = true;
			waiting.abort();
		});
		let isForbidden = true;
		const deliver = () =>
			new Promise<void>((resolve) => {
				isFrozen = isForbidden = false;
				if (turn.signal.aborted) return resolve();
				turn.signal.addEventListener('abort', () => resolve());
				// The lock is there: this ends no more than the questions.
				waiting.abort();
				channel.on('ping', () => channel.post('pong'), turn.signal);
				onTurn(turn.signal);
			});
		// Whoever is robbed learns it from its request, which fails while it still holds on.
		await locks
			.request(name, isFrozen ? { steal: true } : { signal: waiting.signal }, deliver)
			.catch(() => undefined);
		isForbidden &&= !waiting.signal.aborted;
		end();
		if (isForbidden) break;
	}
	if (!signal.aborted) onTurn(signal);
}

/** Asks the delivering tab whether it still runs, while there is work for it, until the signal is aborted. */
function askWhoDelivers(
	{ channel, hasWork }: TurnOptions,
	signal: AbortSignal,
	onSilence: () => void
): void {
	let unanswered = 0;
	channel.on('pong', () => (unanswered = 0), signal);
	const timer = setInterval(() => {
		if (!hasWork()) {
			unanswered = 0;
		} else if (unanswered === QUESTIONS) {
			onSilence();
		} else {
			unanswered += 1;
			channel.post('ping');
		}
	}, QUESTION_MS);
	signal.addEventListener('abort', () => clearInterval(timer));
}

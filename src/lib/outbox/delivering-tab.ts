import type { Report } from '../diagnostics.js';
import { pause } from '../recovery.js';
import type { TabChannel } from './tab-channel.js';

/** A delivering tab that has not answered this many pings, sent this far apart, is frozen. */
const QUESTIONS = 2;
const QUESTION_MS = 5_000;

/**
 * Without locks, nobody learns that a tab is gone: other tabs take over what it was sending after this
 * long.
 */
const TURN_MS = 30_000;

/** The part of Web Locks that the outbox uses. */
export interface Locks {
	request(name: string, options: LockOptions, hold: () => Promise<void>): Promise<unknown>;
}

export interface TurnOptions {
	/** Without locks every tab delivers. */
	locks: Locks | undefined;
	/** The lock's name. */
	name: string;
	channel: TabChannel;
	/** Whether there is work. Without work, the lock of a frozen tab is not stolen. */
	hasWork: () => boolean;
	/** Called when this tab's turn begins. The turn ends when the signal is aborted. */
	onTurn: (turn: AbortSignal) => void;
	report: Report;
	/** Ends everything. */
	signal: AbortSignal;
}

/**
 * Lets one tab deliver at a time. This tab waits for its turn, again and again:
 *
 * ```
 * waiting --(the lock is free)------------------> delivering --(lock stolen)--> waiting
 *    '-----(the delivering tab does not answer)-------^
 * ```
 *
 * Without locks every tab has its turn. A turn begins by taking over what other tabs have begun to send, so
 * another turn follows while there is work. Two tabs may then send the same entry: the backend recognises a
 * second attempt.
 */
export async function takeTurns(options: TurnOptions): Promise<void> {
	const { locks, name, channel, hasWork, onTurn, report, signal } = options;
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
				// The lock is held: this only ends the pings.
				waiting.abort();
				channel.on('ping', () => channel.post('pong'), turn.signal);
				onTurn(turn.signal);
			});
		// The old holder learns of the takeover when its lock request rejects.
		try {
			await locks.request(name, isFrozen ? { steal: true } : { signal: waiting.signal }, deliver);
		} catch (error) {
			// Unless it is not needed any more, the lock was stolen, or is forbidden.
			if (!isForbidden || !waiting.signal.aborted) report('lock_lost', error);
		}
		isForbidden &&= !waiting.signal.aborted;
		end();
		if (isForbidden) break;
	}
	while (!signal.aborted) {
		const turn = new AbortController();
		const end = () => turn.abort();
		signal.addEventListener('abort', end, { signal: turn.signal });
		onTurn(turn.signal);
		do await pause(TURN_MS, { signal });
		while (!signal.aborted && !hasWork());
		end();
	}
}

/** Pings the delivering tab while there is work for it, until the signal is aborted. */
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

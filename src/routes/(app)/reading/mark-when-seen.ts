import type { Account } from '$lib';
import { markRead } from '../outbox/mark-read';
import type { ReadMark } from '../outbox/read-marks';
import { whenSeen } from './when-seen';

/** Marks a conversation as read once somebody has its newest message before their eyes, unless `waiting` has ended. */
export function markWhenSeen(
	scroller: HTMLElement,
	outbox: Account['outbox'],
	mark: ReadMark,
	waiting: AbortController
): void {
	if (waiting.signal.aborted) return;
	// What could not be noted is new once more the next time.
	const onSeen = () => void markRead(outbox, mark).catch(() => undefined);
	whenSeen(window, scroller, onSeen, waiting);
}

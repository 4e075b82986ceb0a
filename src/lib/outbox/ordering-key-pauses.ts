import { backoffMs } from '../recovery.js';

/** The longest wait, as in Firestore and others: retrying opens no new connection. */
const LONGEST_WAIT_MS = 60_000;

/**
 * The ordering keys that wait before a retry. Timers measure the wait, so a changed clock has no
 * effect.
 */
export interface OrderingKeyPauses {
	/** Whether an ordering key waits. */
	has(orderingKey: string): boolean;
	/**
	 * Pauses an ordering key for `ms` milliseconds; without `ms`, longer each time until it {@link
	 * succeed}s.
	 */
	pause(orderingKey: string, ms?: number): void;
	/** Says that a delivery succeeded: the next failure counts as the first. */
	succeed(orderingKey: string): void;
	/** Ends all waits: a retry may succeed now. */
	clear(): void;
}

/** @param onEnd called when the wait of an ordering key ends */
export function createOrderingKeyPauses(
	random: () => number,
	onEnd: () => void
): OrderingKeyPauses {
	const tries = new Map<string, number>();
	const timers = new Map<string, ReturnType<typeof setTimeout>>();
	return {
		has: (orderingKey) => timers.has(orderingKey),
		pause: (orderingKey, ms) => {
			const count = (tries.get(orderingKey) ?? 0) + 1;
			tries.set(orderingKey, count);
			const end = () => {
				timers.delete(orderingKey);
				onEnd();
			};
			clearTimeout(timers.get(orderingKey));
			timers.set(orderingKey, setTimeout(end, ms ?? backoffMs(count, random, LONGEST_WAIT_MS)));
		},
		succeed: (orderingKey) => tries.delete(orderingKey),
		clear: () => {
			timers.forEach((timer) => clearTimeout(timer));
			timers.clear();
			tries.clear();
		}
	};
}

import { backoffMs } from '../recovery.js';

/** As long as Firestore's and others' longest wait: nobody has opened a connection for this. */
const LONGEST_WAIT_MS = 60_000;

/** The lanes that wait before they try again. Timers measure it: a clock that jumps changes nothing. */
export interface OrderingKeyPauses {
	/** Whether a lane waits. */
	has(orderingKey: string): boolean;
	/** Lets a lane wait as long as the backend has asked for, or longer each time until it {@link succeed}s. */
	pause(orderingKey: string, ms?: number): void;
	/** A lane's next failure is its first again. */
	succeed(orderingKey: string): void;
	/** Ends all waits: there is a sign that a try may succeed now. */
	clear(): void;
}

/** @param onEnd told when a lane need not wait any more */
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

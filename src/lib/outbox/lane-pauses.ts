import { backoffMs } from '../recovery.js';

/** As long as Firestore's and others' longest wait: nobody has opened a connection for this. */
const LONGEST_WAIT_MS = 60_000;

/** The lanes that wait before they try again. Timers measure it: a clock that jumps changes nothing. */
export interface LanePauses {
	/** Whether a lane waits. */
	has(lane: string): boolean;
	/** Lets a lane wait as long as the backend has asked for, or longer each time until it {@link succeed}s. */
	pause(lane: string, ms?: number): void;
	/** A lane's next failure is its first again. */
	succeed(lane: string): void;
	/** Ends all waits: there is a sign that a try may succeed now. */
	clear(): void;
}

/** @param onEnd told when a lane need not wait any more */
export function createLanePauses(random: () => number, onEnd: () => void): LanePauses {
	const tries = new Map<string, number>();
	const timers = new Map<string, ReturnType<typeof setTimeout>>();
	return {
		has: (lane) => timers.has(lane),
		pause: (lane, ms) => {
			const count = (tries.get(lane) ?? 0) + 1;
			tries.set(lane, count);
			const end = () => {
				timers.delete(lane);
				onEnd();
			};
			clearTimeout(timers.get(lane));
			timers.set(lane, setTimeout(end, ms ?? backoffMs(count, random, LONGEST_WAIT_MS)));
		},
		succeed: (lane) => tries.delete(lane),
		clear: () => {
			timers.forEach((timer) => clearTimeout(timer));
			timers.clear();
			tries.clear();
		}
	};
}

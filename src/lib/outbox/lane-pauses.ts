/** Firestore's and others' first and longest wait. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** The wait after so many tries in a row, in milliseconds: full jitter under a ceiling that doubles. */
export function waitMs(tries: number, random: () => number): number {
	return random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
}

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
			timers.set(lane, setTimeout(end, ms ?? waitMs(count, random)));
		},
		succeed: (lane) => tries.delete(lane),
		clear: () => {
			for (const timer of timers.values()) clearTimeout(timer);
			timers.clear();
			tries.clear();
		}
	};
}

/** Firestore's and others' first and longest wait. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** The wait after so many tries in a row, in milliseconds: full jitter under a ceiling that doubles. */
export function waitMs(tries: number, random: () => number): number {
	return random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
}

/** The lanes that wait before they try again. Timers measure it: a clock that jumps changes nothing. */
export class LanePauses {
	readonly #random: () => number;
	readonly #onEnd: () => void;
	readonly #tries = new Map<string, number>();
	readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
	readonly #firm = new Set<string>();

	constructor({ random, onEnd }: { random: () => number; onEnd: () => void }) {
		this.#random = random;
		this.#onEnd = onEnd;
	}

	/** Whether a lane waits. */
	has(lane: string): boolean {
		return this.#timers.has(lane);
	}

	/** Lets a lane wait, longer each time until it {@link succeed}s. */
	backOff(lane: string): void {
		const tries = (this.#tries.get(lane) ?? 0) + 1;
		this.#tries.set(lane, tries);
		this.#pause(lane, waitMs(tries, this.#random));
	}

	/** Lets a lane wait as long as the backend has asked for, which no sign of change cuts short. */
	postpone(lane: string, ms: number): void {
		this.#firm.add(lane);
		this.#pause(lane, ms);
	}

	/** A lane's next failure is its first again. */
	succeed(lane: string): void {
		this.#tries.delete(lane);
	}

	/** Ends the waits that are guesses: there is a sign that a try may succeed now. */
	wake(): void {
		this.#tries.clear();
		for (const lane of this.#timers.keys()) if (!this.#firm.has(lane)) this.#end(lane);
		this.#onEnd();
	}

	/** Ends one lane's wait. */
	end(lane: string): void {
		this.#end(lane);
		this.#onEnd();
	}

	/** Forgets all waits. */
	clear(): void {
		for (const lane of this.#timers.keys()) this.#end(lane);
		this.#tries.clear();
	}

	#pause(lane: string, ms: number): void {
		clearTimeout(this.#timers.get(lane));
		this.#timers.set(
			lane,
			setTimeout(() => this.end(lane), ms)
		);
	}

	#end(lane: string): void {
		clearTimeout(this.#timers.get(lane));
		this.#timers.delete(lane);
		this.#firm.delete(lane);
	}
}

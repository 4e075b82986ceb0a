/** What tests can make go wrong, by the name of the control that does it, and what they can count. */

/** Faults that happen to the next few mutations and actions. */
export type CountedFault = 'drop-before-execution' | 'drop-after-commit' | 'delay';

/** Faults that last until they are switched off. */
export type LastingFault = 'mute' | 'refuse' | 'reject-auth';

/** How often a fault still has to happen, and to which function: any, when there is no path. */
interface Countdown {
	count: number;
	path: string | undefined;
	ms: number;
}

/** The faults that are on, and counts since the start or since they were cleared. */
export class Controls {
	stats = { runs: {} as Record<string, number>, authenticates: 0, connects: 0 };
	readonly #counted = new Map<CountedFault, Countdown>();
	readonly #lasting = new Set<LastingFault>();
	#silence: { ended: Promise<void>; end: () => void } | undefined;

	/** Makes a fault happen to the next mutations and actions. */
	arm(fault: CountedFault, countdown: Countdown): void {
		this.#counted.set(fault, countdown);
	}

	/** Counts a fault down if it is to happen to this function now. */
	take(fault: CountedFault, path: string): Countdown | undefined {
		const countdown = this.#counted.get(fault);
		if (!countdown?.count || (countdown.path ?? path) !== path) return undefined;
		countdown.count--;
		return countdown;
	}

	/** Switches a fault on or off. */
	set(fault: LastingFault, isOn: boolean): void {
		this.#lasting.delete(fault);
		if (isOn) this.#lasting.add(fault);
		if (fault !== 'mute') return;
		this.#silence?.end();
		let end = () => {};
		const ended = new Promise<void>((resolve) => (end = resolve));
		this.#silence = isOn ? { ended, end } : undefined;
	}

	/** Whether a fault is on. */
	has(fault: LastingFault): boolean {
		return this.#lasting.has(fault);
	}

	/** While the server is mute: when it answers again. */
	get silence(): Promise<void> | undefined {
		return this.#silence?.ended;
	}

	/** Counts a run of a function. */
	countRun(path: string): void {
		this.stats.runs[path] = (this.stats.runs[path] ?? 0) + 1;
	}

	/** The counts; `clear` starts them again. */
	count(clear: boolean): Controls['stats'] {
		const { stats } = this;
		if (clear) this.stats = { runs: {}, authenticates: 0, connects: 0 };
		return stats;
	}
}

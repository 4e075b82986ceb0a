/** What tests can make go wrong, by the name of the control that does it, and what they can count. */
import type { JSONObject } from './json.ts';

/** Faults that happen to the next few mutations and actions. */
const COUNTED = [
	'drop-before-execution',
	'drop-after-commit',
	'delay',
	'refuse-arguments'
] as const;
/** Faults that last until they are switched off. */
const LASTING = ['mute', 'refuse', 'reject-auth', 'not-understand'] as const;

/** The faults that are on, and counts since the start or since they were cleared. */
export class Controls {
	stats = noCounts();
	/** While the server is mute: when it answers again. */
	silence: Promise<void> | undefined;
	/** Told when the clock was put forward, or back to the time that it is. */
	onClock = () => {};
	#aheadMs = 0;
	readonly #faults = new Map<string, { count: number; path: unknown; ms: number; text: unknown }>();
	#endSilence = () => {};

	/** The time of the functions: when they run, what they write, and what is due. */
	now = (): number => Date.now() + this.#aheadMs;

	/** Counts the bytes of a document that was read or written. */
	meter = (bytes: number): void => {
		this.stats.bytes += bytes;
	};

	/** Puts the functions' clock forward; without an amount, back to the time that it is. */
	advanceClock(ms?: number): void {
		this.#aheadMs = ms === undefined ? 0 : this.#aheadMs + ms;
		this.onClock();
	}

	/** Switches a fault on or off; `false` when there is none of that name. */
	apply(fault: string, { on = true, count = 1, ms = 0, path, text }: JSONObject): boolean {
		if (![...COUNTED, ...LASTING].some((name) => name === fault)) return false;
		if (on) this.#faults.set(fault, { count: Number(count), ms: Number(ms), path, text });
		else this.#faults.delete(fault);
		if (fault === 'mute') {
			this.#endSilence();
			this.silence = on ? new Promise((resolve) => (this.#endSilence = resolve)) : undefined;
		}
		return true;
	}

	/** Whether a lasting fault is on. */
	has(fault: (typeof LASTING)[number]): boolean {
		return this.#faults.has(fault);
	}

	/** Whether a frame has a text in it that is not to be understood. */
	understands(frame: string): boolean {
		const text = this.#faults.get('not-understand')?.text;
		return typeof text !== 'string' || !frame.includes(text);
	}

	/** Counts a fault down if it is to happen to this function now. */
	take(fault: (typeof COUNTED)[number], path: string): { ms: number } | undefined {
		const countdown = this.#faults.get(fault);
		if (!countdown?.count || (countdown.path ?? path) !== path) return undefined;
		countdown.count--;
		return countdown;
	}

	/** The counts; `clear` starts them again. */
	count(clear: boolean): Controls['stats'] {
		const { stats } = this;
		if (clear) this.stats = noCounts();
		return stats;
	}
}

/**
 * `runs` is how often each of the app's functions ran, and `documents` how many of them each query read.
 * `bytes` are those of the documents that were read and written.
 */
function noCounts() {
	return {
		runs: {} as Record<string, number>,
		documents: {} as Record<string, number>,
		bytes: 0,
		authenticates: 0,
		connects: 0
	};
}

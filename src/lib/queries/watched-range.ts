import type { ItemRange } from '../cache/span.js';
import type { Seen, WatchStep } from './pages-plan.js';

/** The screen must stand still for this long before its range is watched: scrolling asks nothing. */
const WATCH_AFTER_MS = 150;

export interface WatchedRangeOptions {
	/** Decides what is watched from now on, instead of this range. */
	next: (watched: Seen | undefined) => WatchStep;
	/** Subscribes to a range. Returns a function that ends the subscription. */
	subscribe: (range: ItemRange) => () => void;
}

/** The subscription to the range of a long list that is on the screen. There is one at a time, or none. */
export class WatchedRange {
	readonly #options: WatchedRangeOptions;
	#watched: { range: Seen; stop: () => void } | undefined;
	#waiting: ReturnType<typeof setTimeout> | undefined;

	constructor(options: WatchedRangeOptions) {
		this.#options = options;
	}

	/** Follows the screen once it has stood still. */
	followSoon(): void {
		clearTimeout(this.#waiting);
		this.#waiting = setTimeout(() => this.follow(), WATCH_AFTER_MS);
	}

	/** Watches what is on the screen now. */
	follow(): void {
		const step = this.#options.next(this.#watched?.range);
		if (step === 'stay') return;
		if (step === 'stop') return this.stop();
		// The next subscription begins before the last one ends.
		const stop = this.#options.subscribe(step);
		this.stop();
		this.#watched = { range: step, stop };
	}

	/** Ends the subscription. */
	stop(): void {
		this.#watched?.stop();
		this.#watched = undefined;
	}

	/** Ends everything. */
	close(): void {
		clearTimeout(this.#waiting);
		this.stop();
	}
}

import { systemZone, type TimeSource } from './time';

const MINUTE_MS = 60_000;

/** The time and the time zone that the page shows: one timer for all times. */
export class Clock implements TimeSource {
	#now = $state(Date.now());
	#zone = $state(systemZone());

	/** The time in milliseconds since 1970, up to a minute behind. */
	get now(): number {
		return this.#now;
	}

	/** The system's time zone, up to a minute behind: no event tells of its change. */
	get zone(): string {
		return this.#zone;
	}

	/**
	 * Updates both at the start of each minute while the page is visible, until the signal is aborted.
	 */
	start(document: Document, signal: AbortSignal): void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const goOn = () => {
			clearTimeout(timer);
			if (document.visibilityState !== 'visible') return;
			this.#now = Date.now();
			this.#zone = systemZone();
			timer = setTimeout(goOn, MINUTE_MS - (this.#now % MINUTE_MS));
		};
		document.addEventListener('visibilitychange', goOn, { signal });
		signal.addEventListener('abort', () => clearTimeout(timer));
		goOn();
	}
}

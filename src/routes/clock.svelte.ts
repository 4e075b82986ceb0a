const MINUTE_MS = 60_000;

/** The time that the page shows: one timer for all relative times. */
export class Clock {
	#now = $state(Date.now());

	/** The time in milliseconds since 1970, up to a minute behind. */
	get now(): number {
		return this.#now;
	}

	/**
	 * Updates the time at the start of each minute while the page is visible, until the signal is
	 * aborted.
	 */
	start(document: Document, signal: AbortSignal): void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const goOn = () => {
			clearTimeout(timer);
			if (document.visibilityState !== 'visible') return;
			this.#now = Date.now();
			timer = setTimeout(goOn, MINUTE_MS - (this.#now % MINUTE_MS));
		};
		document.addEventListener('visibilitychange', goOn, { signal });
		signal.addEventListener('abort', () => clearTimeout(timer));
		goOn();
	}
}

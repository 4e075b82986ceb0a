const MINUTE_MS = 60_000;

/** The time as the page shows it: one timer for all that says how long ago something was. */
export class Clock {
	#now = $state(Date.now());

	/** In milliseconds since 1970, some seconds behind. */
	get now(): number {
		return this.#now;
	}

	/** Goes on as each minute begins while the page is visible, and when it becomes so, until the signal is aborted. */
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

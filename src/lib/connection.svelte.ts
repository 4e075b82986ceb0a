/**
 * `online`: data is live. `connecting`: not known yet. `offline`: the browser has no network, or the
 * servers do not answer.
 */
export type ConnectionStatus = 'online' | 'connecting' | 'offline';

/** What is known about the connection to the servers. */
export interface Reachability {
	/** `navigator.onLine`, unless a server has answered since the browser said that there is no network. */
	hasNetwork: boolean;
	/** Whether the backend answers now. */
	isLive: boolean;
	/** Whether an attempt to reach it has failed, or taken too long, since it last answered. */
	isFailing: boolean;
}

/** Combines `navigator.onLine` with the state of the WebSocket. */
export function decideConnection({
	hasNetwork,
	isLive,
	isFailing
}: Reachability): ConnectionStatus {
	if (!hasNetwork) return 'offline';
	if (isLive) return 'online';
	return isFailing ? 'offline' : 'connecting';
}

/** A server that has not answered for this long counts as unreachable until it answers. */
const PATIENCE_MS = 5_000;

/** What comes so soon after an `offline` event may have arrived before the network went. */
const UNDER_WAY_MS = 1_000;

/**
 * The connection as one value to show. The code that talks to a server reports what it sees.
 *
 * The browser's word is a hint: some say "no network" behind a VPN that works. It counts at once, because a
 * socket that freezes says nothing. Only a server's answer that is newer than the hint overrules it.
 *
 * ```ts
 * connection.current // 'online' | 'connecting' | 'offline'
 * ```
 */
export class Connection {
	/** The browser's word. */
	#isToldOffline = $state(false);
	/** When it was last told, by `performance.now()`. At the start nothing can be under way. */
	#toldAt = -Infinity;
	/** Whether a server has answered since. */
	#isToldWrongly = $state(false);
	#isLive = $state(false);
	#isFailing = $state(false);
	#current = $derived(
		decideConnection({
			hasNetwork: !this.#isToldOffline || this.#isToldWrongly,
			isLive: this.#isLive,
			isFailing: this.#isFailing
		})
	);
	#patience: ReturnType<typeof setTimeout> | undefined;

	/** The status now. */
	get current(): ConnectionStatus {
		return this.#current;
	}

	/** Follows `navigator.onLine` until the signal is aborted. */
	start(window: Window, signal: AbortSignal): void {
		const follow = () => {
			this.#isToldOffline = !window.navigator.onLine;
			this.#isToldWrongly = false;
			// A network that has just come back gets a new chance: earlier attempts failed without it.
			if (!this.#isToldOffline && !this.#isLive) this.#await();
		};
		const followOffline = () => {
			this.#toldAt = performance.now();
			follow();
		};
		window.addEventListener('online', follow, { signal });
		window.addEventListener('offline', followOffline, { signal });
		signal.addEventListener('abort', () => clearTimeout(this.#patience));
		follow();
	}

	/** Reports whether the backend answers now. */
	reportLive(isLive: boolean): void {
		if (isLive === this.#isLive) return;
		this.#isLive = isLive;
		if (isLive) {
			clearTimeout(this.#patience);
			this.#isFailing = false;
			this.reportFrame();
		} else {
			// Whatever proved the browser wrong is over. Only a later answer proves it wrong again.
			this.#isToldWrongly = false;
			this.#toldAt = performance.now();
			this.#await();
		}
	}

	/** Reports that something has come from a server, which may have been under way for a moment. */
	reportFrame(): void {
		this.reportAnswer(performance.now() - UNDER_WAY_MS);
	}

	/**
	 * Reports that a server has answered.
	 *
	 * @param askedAt when it was asked, or later: a time by `performance.now()`
	 */
	reportAnswer(askedAt: number): void {
		if (!this.#isToldOffline || this.#isToldWrongly || askedAt < this.#toldAt) return;
		this.#isToldWrongly = true;
		if (!this.#isLive) this.#await();
	}

	/** Reports that an attempt to reach a server has failed. */
	reportFailure(): void {
		if (!this.#isLive) this.#isFailing = true;
	}

	#await(): void {
		this.#isFailing = false;
		clearTimeout(this.#patience);
		this.#patience = setTimeout(() => this.reportFailure(), PATIENCE_MS);
	}
}

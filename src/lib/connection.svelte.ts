/**
 * `online`: data is live. `connecting`: not known yet. `offline`: the browser has no network, or the
 * servers do not answer.
 */
export type ConnectionStatus = 'online' | 'connecting' | 'offline';

/** What is known about the connection to the servers. */
export interface Reachability {
	/** `navigator.onLine`. `false` is reliable; `true` only means that there is some network. */
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

/**
 * The connection as one value to show. The code that talks to a server reports what it sees.
 *
 * ```ts
 * connection.current // 'online' | 'connecting' | 'offline'
 * ```
 */
export class Connection {
	#hasNetwork = $state(true);
	#isLive = $state(false);
	#isFailing = $state(false);
	#current = $derived(
		decideConnection({
			hasNetwork: this.#hasNetwork,
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
			this.#hasNetwork = window.navigator.onLine;
			// A network that has just come back gets a new chance: earlier attempts failed without it.
			if (this.#hasNetwork && !this.#isLive) this.#await();
		};
		window.addEventListener('online', follow, { signal });
		window.addEventListener('offline', follow, { signal });
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
		} else {
			this.#await();
		}
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

/** `online`: data is live. `connecting`: not yet known. `offline`: the browser or the servers say so. */
export type ConnectionStatus = 'online' | 'connecting' | 'offline';

/** What is known of the way to the servers. */
export interface Reachability {
	/** The browser's word. `false` is true; `true` only means that some network is there. */
	hasNetwork: boolean;
	/** Whether the backend answers now. */
	isLive: boolean;
	/** Whether an attempt to reach it has failed, or taken too long, since it last answered. */
	isFailing: boolean;
}

/** The browser's word *and* the socket's, never one alone. */
export function decideConnection({
	hasNetwork,
	isLive,
	isFailing
}: Reachability): ConnectionStatus {
	if (!hasNetwork) return 'offline';
	if (isLive) return 'online';
	return isFailing ? 'offline' : 'connecting';
}

/** A server that has not answered after this long counts as unreachable until it does. */
const PATIENCE_MS = 5_000;

/**
 * The connection, as one value to show. Whoever talks to a server reports what it sees.
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

	/** Follows the browser's word until the signal is aborted. */
	start(window: Window, signal: AbortSignal): void {
		const follow = () => {
			this.#hasNetwork = window.navigator.onLine;
			// A network that has just come back deserves a new start: what failed, failed without it.
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

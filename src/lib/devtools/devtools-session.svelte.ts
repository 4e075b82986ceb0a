import type { ClerkConvexClient } from '../client.svelte.js';
import { createFaults, type Faults, type FaultyPage, type WayOffline } from './faults.js';

export const TABS = ['Auth', 'Connection', 'Outbox', 'Cache', 'Tabs', 'Faults'] as const;
export type TabName = (typeof TABS)[number];

/** A state and when it began, in milliseconds since 1970. */
export interface Passed {
	words: string;
	at: number;
}

/** So many states are remembered. */
const MOST_STATES = 30;

/** What the devtools of one client remember. */
export class DevtoolsSession {
	isOpen = $state(false);
	tab = $state<TabName>('Auth');
	/** The edge of the page where the panel is. */
	edge = $state<'bottom' | 'top'>('bottom');
	way = $state<WayOffline | undefined>();
	clockAheadMs = $state(0);
	isDiskFull = $state(false);
	#states = $state.raw<readonly Passed[]>([]);
	readonly #faults: Faults;

	constructor(page: FaultyPage) {
		this.#faults = createFaults(page);
	}

	/** The auth states so far, in words, oldest first. */
	get states(): readonly Passed[] {
		return this.#states;
	}

	/** Notes the auth state now. */
	note(words: string, at: number): void {
		if (this.#states.at(-1)?.words === words) return;
		this.#states = [...this.#states, { words, at }].slice(-MOST_STATES);
	}

	/** Whether something is set that is not so. */
	get hasFault(): boolean {
		return this.way !== undefined || this.clockAheadMs !== 0 || this.isDiskFull;
	}

	setOffline(way: WayOffline | undefined): void {
		this.way = way;
		this.#faults.setOffline(way);
	}

	setClockAhead(ms: number): void {
		this.clockAheadMs = ms;
		this.#faults.setClockAhead(ms);
	}

	setDiskFull(isFull: boolean): void {
		this.isDiskFull = isFull;
		this.#faults.setDiskFull(isFull);
	}
}

/** The provider makes its children anew for each account; what they look at stays. */
const sessions = new WeakMap<ClerkConvexClient, DevtoolsSession>();

/** The session of a client, which goes on as long as the page. */
export function sessionOf(client: ClerkConvexClient, page: FaultyPage): DevtoolsSession {
	const known = sessions.get(client);
	if (known) return known;
	const session = new DevtoolsSession(page);
	sessions.set(client, session);
	return session;
}

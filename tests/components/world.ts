import { onTestFinished, vi } from 'vitest';
import { createClerkConvexClient } from '$lib';
import { FakeClerk, FakeClerkServer } from '../../src/lib/fakes/fake-clerk.ts';
import { FakeConvex } from '../../src/lib/fakes/fake-convex.ts';
import { deliveries } from '../../src/routes/(app)/outbox/deliveries.ts';
import { beside } from './beside.ts';

/** A key of Clerk's for an address that nothing asks: Clerk is in the page already. */
export const clerk = { publishableKey: 'pk_test_Y2xlcmsubG9jYWxob3N0JA' };

/** Ends the last launch: a page has one client at a time. */
let stopLast: () => void = () => undefined;

/** The ids of the people in tests. */
export const ADA = 'user_ada';
export const GRACE = 'user_grace';

/**
 * A device of its own for a test, until the test ends: the client, the cache and the outbox are real, and
 * keep their data in the browser's IndexedDB. Clerk's servers and the Convex deployment are fakes.
 */
export class World {
	readonly clerkServer = new FakeClerkServer();
	readonly convex = new FakeConvex();
	readonly convexUrl = `http://${crypto.randomUUID()}.test`;
	/** Clerk in the page. */
	clerk!: FakeClerk;

	constructor() {
		vi.stubGlobal('WebSocket', this.convex.WebSocket);
		// Convex's client logs every reconnection.
		vi.spyOn(console, 'log').mockImplementation(() => undefined);
		// Every open conversation asks for it.
		this.convex.results.set('besideMessages:of', beside());
		this.loadClerk();
		onTestFinished(() => {
			vi.unstubAllGlobals();
			vi.restoreAllMocks();
		});
	}

	/** Loads Clerk anew, as a launch does. */
	loadClerk(): void {
		this.clerk = new FakeClerk(this.clerkServer);
		vi.stubGlobal('Clerk', this.clerk);
	}

	/**
	 * The app's next launch, with Ada signed in; it ends the last one. It waits for Convex while Convex can be
	 * reached.
	 */
	async launch() {
		const { clerkServer, convex, convexUrl } = this;
		if (clerkServer.sessions.length === 0) clerkServer.addSession('Ada');
		this.loadClerk();
		const client = createClerkConvexClient({ clerk, convexUrl, deliveries });
		stopLast();
		const stop = client.start(window);
		stopLast = stop;
		onTestFinished(stop);
		const account = await vi.waitUntil(() => client.account, WAIT);
		if (convex.state === 'up') {
			await vi.waitUntil(() => client.connection.current === 'online', WAIT);
		}
		return { client, account, stop };
	}
}

/** Options for `vi.waitUntil`: a busy machine takes its time. */
export const WAIT = { timeout: 90_000, interval: 5 };

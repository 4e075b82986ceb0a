import type { BackendSession } from '../convex/backend-session.svelte.js';
import { FakeSource } from './fake-source.js';

/** A connection to Convex whose answers the test gives. */
export class FakeBackend {
	readonly client = new FakeSource();
	confirmed = $state(true);
	isRefreshing = $state(false);
	/** The arguments of every mutation that was sent. */
	readonly sent: unknown[] = [];
	/** The outcome of every mutation. */
	outcome: () => Promise<unknown> = () => Promise.resolve(null);

	readonly onUpdate = this.client.onUpdate.bind(this.client);

	mutation(_mutation: unknown, args: unknown): Promise<unknown> {
		this.sent.push(args);
		return this.outcome();
	}

	get asSession(): BackendSession {
		return this as unknown as BackendSession;
	}
}

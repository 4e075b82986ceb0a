import type { Key, KeyValueStore } from './key-value-store.js';
import type { CachedResult } from './user-data.js';

/** A result that a server has read, of this version. */
export type ServerResult = CachedResult & { version: number };

/**
 * Results that a server has read for a user. The first read of a result from the device finds the server's, and
 * keeps it, unless what the device has is newer.
 */
export class ServerResults {
	readonly #offered = new Map<string, ServerResult>();

	/** Offers a result to the next read. */
	offer(subject: string, name: string, result: ServerResult): void {
		this.#offered.set(JSON.stringify(keyOf(subject, name)), result);
	}

	/** Lets the store be read with what is offered. */
	enter(store: KeyValueStore): void {
		const read = store.get.bind(store);
		store.get = async (key) => {
			const stored = await read(key);
			const name = JSON.stringify(key);
			const offered = this.#offered.get(name);
			// Once: what is deleted afterwards does not come back.
			this.#offered.delete(name);
			if (!offered || timeOf(stored) >= offered.asOf) return stored;
			// A live result may have been stored since.
			void store.update(key, (now) => (timeOf(now) >= offered.asOf ? now : offered));
			return offered;
		};
	}
}

function keyOf(subject: string, name: string): Key {
	return ['user', subject, 'result', name];
}

function timeOf(stored: unknown): number {
	const { asOf } = (stored ?? {}) as { asOf?: unknown };
	return typeof asOf === 'number' ? asOf : 0;
}

import type { Locks } from '../outbox/delivering-tab.js';

interface Request {
	name: string;
	owner: object;
	hold: () => Promise<void>;
	resolve: () => void;
	reject: (error: DOMException) => void;
}

/** The Web Locks of a browser. Each tab has its own view of them. */
export class FakeLocks {
	readonly #held = new Map<string, Request>();
	#waiting: Request[] = [];

	/** The locks as one tab sees them. */
	of(owner: object): Locks {
		return {
			request: (name, { signal, steal }, hold) =>
				new Promise<void>((resolve, reject) => {
					const request = { name, owner, hold, resolve, reject };
					if (steal) {
						const robbed = this.#held.get(name);
						this.#held.delete(name);
						robbed?.reject(new DOMException('The lock was stolen.', 'AbortError'));
						return this.#grant(request);
					}
					signal?.addEventListener('abort', () => {
						if (!this.#waiting.includes(request)) return;
						this.#waiting = this.#waiting.filter((one) => one !== request);
						reject(new DOMException('The request was aborted.', 'AbortError'));
					});
					this.#waiting.push(request);
					this.#next(name);
				})
		};
	}

	/** The tab that holds a lock. */
	holderOf(name: string): object | undefined {
		return this.#held.get(name)?.owner;
	}

	/** Releases all locks of a tab that is gone. */
	drop(owner: object): void {
		this.#waiting = this.#waiting.filter((request) => request.owner !== owner);
		for (const [name, request] of this.#held) {
			if (request.owner === owner) this.#release(name, request);
		}
	}

	#grant(request: Request): void {
		this.#held.set(request.name, request);
		void Promise.resolve()
			.then(() => request.hold())
			.then(() => {
				this.#release(request.name, request);
				request.resolve();
			});
	}

	#release(name: string, request: Request): void {
		if (this.#held.get(name) !== request) return;
		this.#held.delete(name);
		this.#next(name);
	}

	#next(name: string): void {
		const next = this.#waiting.find((request) => request.name === name);
		if (!next || this.#held.has(name)) return;
		this.#waiting = this.#waiting.filter((request) => request !== next);
		this.#grant(next);
	}
}

/** What tests can make go wrong, and what they can see of the requests that came. */
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from './api-error.ts';

/** The next `count` requests whose path contains `path`. */
interface Rule {
	count: number;
	path: string;
}

/** A request that came, as `POST` or, for a method that clerk-js sends inside a POST, as that. */
interface SeenRequest {
	method: string;
	path: string;
	time: number;
}

/** The oldest ones are forgotten beyond this many. */
const MAX_SEEN = 1000;

/** The state of the test controls. Nothing of it is kept over a restart. */
export class Faults {
	/** Whether connections are cut instead of answered. */
	refusing = false;
	seen: SeenRequest[] = [];
	#failure: (Rule & { status: number }) | undefined;
	#delay: (Rule & { ms: number }) | undefined;

	failNext(rule: Rule & { status: number }): void {
		this.#failure = rule;
	}

	delayNext(rule: Rule & { ms: number }): void {
		this.#delay = rule;
	}

	/** Back to answering everything at once. */
	reset(): void {
		this.refusing = false;
		this.seen = [];
		this.#failure = undefined;
		this.#delay = undefined;
	}

	/** Notes a request, and holds it up or throws as the rules say. */
	async apply(request: SeenRequest): Promise<void> {
		this.seen.push(request);
		if (this.seen.length > MAX_SEEN) this.seen.shift();
		const { ms } = use(this.#delay, request.path) ?? {};
		const { status } = use(this.#failure, request.path) ?? {};
		if (ms !== undefined) await wait(ms, undefined, { ref: false });
		if (status !== undefined) {
			throw new ApiError(status, 'test_control', 'failed', 'A test asked for this failure.');
		}
	}
}

function use<R extends Rule>(rule: R | undefined, path: string): R | undefined {
	if (!rule || rule.count <= 0 || !path.includes(rule.path)) return undefined;
	rule.count -= 1;
	return rule;
}

/** What tests can make go wrong, and what they can see of the requests. */
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from './api-error.ts';

/** What happens to the next `count` requests whose path contains `path`. */
interface Rule {
	count: number;
	path: string;
	status?: number;
	ms?: number;
}

/** Of more requests than these, the oldest are forgotten. */
const MAX_REQUESTS = 1000;

/** What the test controls have asked for. Nothing of it is kept over a restart. */
export class Faults {
	/** Whether connections are cut instead of answered. */
	refusing = false;
	failure: Rule | undefined;
	delay: Rule | undefined;
	requests: { method: string; path: string; time: number }[] = [];

	/** Back to the start. */
	reset(): void {
		Object.assign(this, new Faults());
	}

	/** Notes a request, and holds it up or throws as it was asked. */
	async meet(request: Faults['requests'][number]): Promise<void> {
		this.requests = [...this.requests.slice(1 - MAX_REQUESTS), request];
		const [delay, failure] = [take(this.delay, request.path), take(this.failure, request.path)];
		if (delay?.ms) await wait(delay.ms, undefined, { ref: false });
		if (failure?.status) throw new ApiError(failure.status, 'test_control', 'A test asked for it.');
	}
}

function take(rule: Rule | undefined, path: string): Rule | undefined {
	if (!rule || rule.count <= 0 || !path.includes(rule.path)) return undefined;
	rule.count -= 1;
	return rule;
}

/** What tests can make go wrong, and how often it still has to. */

interface Countdown {
	left: number;
	path: string | undefined;
	ms: number;
}

const NEVER: Countdown = { left: 0, path: undefined, ms: 0 };

/** The faults that are switched on. */
export class Faults {
	/** Every identity token is rejected. */
	rejectsAuth = false;
	/** Nothing is accepted. */
	refuses = false;
	#beforeExecution = NEVER;
	#afterCommit = NEVER;
	#delay = NEVER;
	#silence: { ended: Promise<void>; end: () => void } | undefined;

	/** Drops the sockets of the next mutations and actions before they run. */
	dropBeforeExecution(count: number, path?: string): void {
		this.#beforeExecution = { left: count, path, ms: 0 };
	}

	/** Drops the sockets of the next mutations and actions that succeed, in place of an answer. */
	dropAfterCommit(count: number, path?: string): void {
		this.#afterCommit = { left: count, path, ms: 0 };
	}

	/** Makes the next mutations and actions wait before they run. */
	delay(count: number, ms: number): void {
		this.#delay = { left: count, path: undefined, ms };
	}

	/** Answers nothing, on any socket, until it is called with `false`. */
	mute(on: boolean): void {
		this.#silence?.end();
		this.#silence = undefined;
		if (!on) return;
		let end = () => {};
		const ended = new Promise<void>((resolve) => (end = resolve));
		this.#silence = { ended, end };
	}

	/** When answers may be sent again, or `undefined` when they may. */
	get silence(): Promise<void> | undefined {
		return this.#silence?.ended;
	}

	/** Waits as asked; then whether to drop the socket instead of running this function. */
	async shouldDropBefore(path: string): Promise<boolean> {
		const delay = this.#delay;
		if (take(delay, path)) await new Promise((resolve) => setTimeout(resolve, delay.ms));
		return take(this.#beforeExecution, path);
	}

	/** Whether to drop the socket instead of telling that this function succeeded. */
	shouldDropAfter(path: string): boolean {
		return take(this.#afterCommit, path);
	}
}

function take(countdown: Countdown, path: string): boolean {
	if (countdown.left <= 0 || (countdown.path ?? path) !== path) return false;
	countdown.left--;
	return true;
}

type Listener = (result: never, isTentative: boolean) => void;

/**
 * Tells what the backend has answered from what an optimistic update of Convex's client has made of it: a
 * result is tentative while a mutation with such an update has no answer. Each listener is told its last
 * result again once it is the backend's.
 */
export class TentativeResults {
	#mutations = 0;
	readonly #last = new Map<Listener, unknown>();

	/** Runs a mutation that has an optimistic update. */
	async during<Result>(mutate: () => Promise<Result>): Promise<Result> {
		this.#mutations += 1;
		try {
			return await mutate();
		} finally {
			// Convex's client has taken the update back, and has told of the results without it.
			this.#mutations -= 1;
			if (this.#mutations === 0) this.#settle();
		}
	}

	/** Tells a listener of a result. */
	tell<Result>(
		listener: (result: Result, isTentative: boolean) => void,
		result: Result,
		isTentative = this.#mutations > 0
	): void {
		if (isTentative) this.#last.set(listener, result);
		else this.#last.delete(listener);
		listener(result, isTentative);
	}

	/** Tells a listener nothing more. */
	forget(listener: Listener): void {
		this.#last.delete(listener);
	}

	#settle(): void {
		for (const [listener, result] of [...this.#last]) this.tell(listener, result as never, false);
	}
}

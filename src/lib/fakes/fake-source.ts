import { getFunctionName, type FunctionArgs, type FunctionReturnType } from 'convex/server';
import type { QueryReference, QuerySource } from '../convex/live-queries.js';

interface Open {
	name: string;
	args: unknown;
	onResult: (result: unknown, isTentative: boolean) => void;
	onError: (error: Error) => void;
}

/** A Convex client whose answers the test gives. */
export class FakeSource implements QuerySource {
	readonly #open = new Set<Open>();

	/** The subscribed queries, one for each subscription. */
	get subscribed(): string[] {
		return [...this.#open].map(({ name, args }) => `${name} ${JSON.stringify(args)}`);
	}

	onUpdate<Query extends QueryReference>(
		query: Query,
		args: FunctionArgs<Query>,
		onResult: (result: FunctionReturnType<Query>, isTentative: boolean) => void,
		onError: (error: Error) => void
	): () => void {
		const one: Open = { name: getFunctionName(query), args, onResult, onError };
		this.#open.add(one);
		return () => {
			if (!this.#open.delete(one)) throw new Error('This subscription has ended before.');
		};
	}

	/** Sends a result to all subscribers. `isTentative`: with an optimistic update of Convex's client in it. */
	answer(result: unknown, isTentative = false): void {
		for (const one of this.#open) one.onResult(result, isTentative);
	}

	/** Sends an error to all subscribers. */
	fail(error: Error): void {
		for (const one of this.#open) one.onError(error);
	}
}

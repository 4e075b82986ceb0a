import { flushSync } from 'svelte';

/** Reads `value` as a component would, again whenever it has changed. */
export class Watcher<T> {
	/** Every value that it had, oldest first. */
	readonly seen: T[] = [];
	readonly #stop: () => void;

	constructor(value: () => T) {
		this.#stop = $effect.root(() => {
			$effect(() => {
				this.seen.push(value());
			});
		});
		flushSync();
	}

	/** The value now. */
	get current(): T | undefined {
		flushSync();
		return this.seen.at(-1);
	}

	/** Ends the reading, and waits until all have noticed. */
	async stop(): Promise<void> {
		this.#stop();
		await Promise.resolve();
	}
}

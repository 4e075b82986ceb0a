import { flushSync } from 'svelte';

/** Reads `value` as a component would, again whenever it has changed. */
export class Watcher<T> {
	/** Every value so far, oldest first. */
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

	/** Stops reading, and waits until that has taken effect. */
	async stop(): Promise<void> {
		this.#stop();
		await Promise.resolve();
	}
}

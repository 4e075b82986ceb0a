/** Resolves when a condition on reactive state holds, in the turn in which it does. */
export function until(condition: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		const stop = $effect.root(() => {
			$effect(() => {
				if (!condition()) return;
				resolve();
				queueMicrotask(stop);
			});
		});
	});
}

/** Waits for the next task, whatever the time of the test is. Browsers have no `setImmediate`. */
export function nextTask(): Promise<void> {
	return new Promise((resolve) => {
		if ('setImmediate' in globalThis) setImmediate(resolve);
		else setTimeout(resolve);
	});
}

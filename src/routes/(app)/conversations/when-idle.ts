/** How long a page that is never idle is left alone. */
const MOST_WAIT_MS = 5_000;

/** Without word from the browser, this long is waited. */
const WAIT_MS = 500;

/** Resolves when the page has nothing to do, or has not been idle for long. */
export async function whenIdle(window: Window): Promise<void> {
	// A hidden page has nobody to disturb, and may be stopped soon.
	if (window.document.visibilityState === 'hidden') return;
	await new Promise<void>((resolve) => {
		if ('requestIdleCallback' in window) {
			window.requestIdleCallback(() => resolve(), { timeout: MOST_WAIT_MS });
		} else setTimeout(resolve, WAIT_MS);
	});
}

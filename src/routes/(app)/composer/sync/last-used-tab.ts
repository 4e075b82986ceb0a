/**
 * Tells whether this is the tab that was used last, until the signal: of all tabs of one user, one acts for the
 * device, and it is the one in which one types. Where Web Locks are missing or fail, every tab is.
 */
export function watchLastUsedTab(
	window: Window,
	name: string,
	onchange: (isLast: boolean) => void,
	signal: AbortSignal
): void {
	const untilEnd = new Promise<void>((end) => signal.addEventListener('abort', () => end()));
	let isLast = false;
	const tell = (now: boolean) => {
		isLast = now;
		if (!signal.aborted) onchange(now);
	};
	const hold = async (steal: boolean): Promise<void> => {
		try {
			await window.navigator.locks.request(name, { steal }, async () => {
				tell(true);
				await untilEnd;
			});
		} catch {
			// Another tab is used now. If this one has never been the last, there are no locks.
			tell(!isLast);
		}
	};
	void hold(window.document.hasFocus());
	window.addEventListener('focus', () => !isLast && void hold(true), { signal });
}

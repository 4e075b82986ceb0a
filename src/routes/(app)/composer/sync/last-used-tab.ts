/**
 * Tells whether this is the tab that was used last, until the signal: of all tabs of one user, one acts for the
 * device, and it is the one in which one types. Without Web Locks every tab is.
 */
export function watchLastUsedTab(
	window: Window,
	name: string,
	onchange: (isLast: boolean) => void,
	signal: AbortSignal
): void {
	const { locks } = window.navigator as { locks?: LockManager };
	if (!locks) return onchange(true);
	const untilEnd = new Promise<void>((end) => signal.addEventListener('abort', () => end()));
	const hold = async (steal: boolean): Promise<void> => {
		try {
			await locks.request(name, { steal }, async () => {
				if (signal.aborted) return;
				onchange(true);
				await untilEnd;
			});
		} catch {
			// Another tab is used now. When that one closes, this one may be the last again.
			if (signal.aborted) return;
			onchange(false);
			await hold(false);
		}
	};
	void hold(window.document.hasFocus());
	window.addEventListener('focus', () => void hold(true), { signal });
}

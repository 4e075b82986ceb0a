import { calendarDay, SNAPSHOT_CACHE, SNAPSHOT_DAY, snapshotKey } from './snapshot-cache';
import { PageStyles } from './page-styles';
import { takeSnapshot } from './take-snapshot';

/** A change of the screen is kept this much later, with all that came after it. */
const KEEP_AFTER_MS = 1_000;

/** The conversations opened last, and `/`, which shows the last of them. */
const MAX_SNAPSHOTS = 9;

export interface KeepSnapshotOptions {
	/** What to keep a snapshot of. */
	frame: HTMLElement;
	/** The path of the conversation in it. */
	path: string;
	/** Whose messages they are. */
	subject: string;
	/** Whether they are still the ones to be shown on this device, and may be kept on it. */
	isKept: () => boolean;
}

/** Keeps what the next launch paints, while the frame shows a conversation: until the signal is aborted. */
export function keepSnapshot(
	window: Window,
	options: KeepSnapshotOptions,
	signal: AbortSignal
): void {
	if (signal.aborted) return;
	const { frame } = options;
	const { document } = window;
	const styles = new PageStyles(document);
	let timer: number | undefined;
	const keep = () => {
		window.clearTimeout(timer);
		timer = undefined;
		// Where it cannot be kept, the next launch paints a little later.
		void putSnapshot(window.caches, styles, options).catch(() => undefined);
	};
	const keepSoon = () => (timer ??= window.setTimeout(keep, KEEP_AFTER_MS));
	const keepNow = () => {
		if (timer !== undefined && document.visibilityState === 'hidden') keep();
	};

	const observer = new MutationObserver(keepSoon);
	observer.observe(frame, {
		subtree: true,
		childList: true,
		characterData: true,
		attributes: true
	});
	// What is written is no part of the tree.
	frame.addEventListener('input', keepSoon, { signal });
	document.addEventListener('visibilitychange', keepNow, { signal });
	keepSoon();
	signal.addEventListener('abort', () => {
		observer.disconnect();
		window.clearTimeout(timer);
	});
}

async function putSnapshot(
	caches: CacheStorage,
	styles: PageStyles,
	{ frame, path, subject, isKept }: KeepSnapshotOptions
): Promise<void> {
	if (!isKept()) return;
	const snapshot = takeSnapshot(frame, subject, await styles.read());
	if (snapshot === undefined) return;
	const cache = await caches.open(SNAPSHOT_CACHE);
	const headers = { 'content-type': 'text/html; charset=utf-8', [SNAPSHOT_DAY]: calendarDay() };
	for (const one of [path, '/']) {
		await cache.put(snapshotKey(one), new Response(snapshot, { headers }));
	}
	const keys = await cache.keys();
	await Promise.all(keys.slice(0, -MAX_SNAPSHOTS).map((oldest) => cache.delete(oldest)));
	// It was on its way while its user signed out, here or in another tab, or chose to keep nothing.
	if (!isKept()) await caches.delete(SNAPSHOT_CACHE);
}

import { calendarDay, SNAPSHOT_CACHE, SNAPSHOT_DAY, snapshotKey } from '../../snapshot-cache';
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
	/** Whether they are still the ones to be shown on this device. */
	isSignedIn: () => boolean;
}

/** Keeps what the next launch paints, while the frame shows a conversation; returns what ends that. */
export function keepSnapshot(window: Window, options: KeepSnapshotOptions): () => void {
	const { frame } = options;
	const { document } = window;
	const styles = new PageStyles(document);
	const lifetime = new AbortController();
	const { signal } = lifetime;
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
	return () => {
		observer.disconnect();
		lifetime.abort();
		window.clearTimeout(timer);
	};
}

async function putSnapshot(
	caches: CacheStorage,
	styles: PageStyles,
	{ frame, path, subject, isSignedIn }: KeepSnapshotOptions
): Promise<void> {
	const snapshot = takeSnapshot(frame, subject, await styles.read());
	if (snapshot === undefined) return;
	const cache = await caches.open(SNAPSHOT_CACHE);
	const headers = { 'content-type': 'text/html; charset=utf-8', [SNAPSHOT_DAY]: calendarDay() };
	for (const one of [path, '/']) {
		await cache.put(snapshotKey(one), new Response(snapshot, { headers }));
	}
	const keys = await cache.keys();
	await Promise.all(keys.slice(0, -MAX_SNAPSHOTS).map((oldest) => cache.delete(oldest)));
	// It was on its way while its user signed out, here or in another tab.
	if (!isSignedIn()) await caches.delete(SNAPSHOT_CACHE);
}

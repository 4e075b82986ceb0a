import { cachesOf, snapshotKey } from './snapshot-cache';
import { SNAPSHOT_CACHE } from './snapshot-names';
import { takenAt } from './snapshot-time';
import { PageStyles } from './page-styles';
import { takeSnapshot } from './take-snapshot';

/**
 * A snapshot is stored this long after the first change of the screen, with all later changes, and after the
 * last key and the last movement of a scroller: what takes it would delay them.
 */
const KEEP_AFTER_MS = 1_000;

/** The most snapshots: the conversations that were opened last, and `/`, which shows the last of them. */
const MAX_SNAPSHOTS = 9;

export interface KeepSnapshotOptions {
	/** The element to store a snapshot of. */
	frame: HTMLElement;
	/** The path of its conversation. */
	path: string;
	/** The user whose messages it shows. */
	subject: string;
	/** Whether this user is still signed in on this device, and snapshots may be stored on it. */
	canStore: () => boolean;
}

/**
 * Stores the snapshot for the next launch while the frame shows a conversation, until the signal is
 * aborted.
 */
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
		// Without a snapshot the next launch paints a little later.
		void putSnapshot(cachesOf(window), styles, options).catch(() => undefined);
	};
	const keepSoon = () => (timer ??= window.setTimeout(keep, KEEP_AFTER_MS));
	const keepLater = () => {
		window.clearTimeout(timer);
		timer = window.setTimeout(keep, KEEP_AFTER_MS);
	};
	const waitLonger = () => timer !== undefined && keepLater();
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
	// The text in the composer is no part of the DOM tree.
	frame.addEventListener('input', keepLater, { signal });
	frame.addEventListener('scroll', waitLonger, { signal, capture: true, passive: true });
	document.addEventListener('visibilitychange', keepNow, { signal });
	keepSoon();
	signal.addEventListener('abort', () => {
		observer.disconnect();
		window.clearTimeout(timer);
	});
}

async function putSnapshot(
	caches: CacheStorage | undefined,
	styles: PageStyles,
	{ frame, path, subject, canStore }: KeepSnapshotOptions
): Promise<void> {
	if (!caches || !canStore()) return;
	const snapshot = takeSnapshot(frame, subject, await styles.read());
	if (snapshot === undefined) return;
	const cache = await caches.open(SNAPSHOT_CACHE);
	const headers = { 'content-type': 'text/html; charset=utf-8', ...takenAt() };
	for (const one of [path, '/']) {
		await cache.put(snapshotKey(one), new Response(snapshot, { headers }));
	}
	const keys = await cache.keys();
	await Promise.all(keys.slice(0, -MAX_SNAPSHOTS).map((oldest) => cache.delete(oldest)));
	// The user may have signed out, or changed the setting, while the snapshot was being written.
	if (!canStore()) await caches.delete(SNAPSHOT_CACHE);
}

import type { Account } from '$lib';
import { cachesOf } from '../snapshot/snapshot-cache';
import { SNAPSHOT_CACHE } from '../snapshot/snapshot-names';

/** Deletes the cached messages and the snapshots of all conversations but these. */
export async function forgetOthers(
	account: Pick<Account, 'forget'>,
	window: Window,
	readable: ReadonlySet<string>
): Promise<void> {
	const isGone = (id: unknown) => typeof id === 'string' && !readable.has(id);
	await account.forget(({ args }) => isGone(args.conversationId));
	// Without Cache Storage there are no snapshots.
	const caches = cachesOf(window);
	if (caches) await forgetSnapshots(caches, isGone).catch(() => undefined);
}

async function forgetSnapshots(
	caches: CacheStorage,
	isGone: (id: string | undefined) => boolean
): Promise<void> {
	const cache = await caches.open(SNAPSHOT_CACHE);
	const urls = (await cache.keys()).map(({ url }) => new URL(url));
	const gone = urls.filter(({ pathname }) => isGone(/^\/c\/([^/]+)$/.exec(pathname)?.[1]));
	if (gone.length === 0) return;
	// The snapshot of `/` shows the last conversation, which may be one of them.
	const first = urls.filter(({ pathname }) => pathname === '/');
	await Promise.all([...gone, ...first].map((url) => cache.delete(url)));
}

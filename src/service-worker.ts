/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/**
 * Keeps the app's own files, and answers with them. It never answers for Clerk or Convex, and never
 * sees a token.
 *
 * A new version waits until the user asks for it. Where the version in use does not draw, the worker
 * fetches a whole version, a newer one or the same, and has the page loaded anew.
 */

import { AppFiles, type AppBuild } from './app-files';
import { countUndrawn, forgetUndrawn, isUnhealthy } from './launch-health';
import { SYNC_TAG, WAKE } from './lib/background-sync.js';
import { placeSnapshot, snapshotKey } from './routes/(app)/snapshot/snapshot-cache';
import { SNAPSHOT_CACHE } from './routes/(app)/snapshot/snapshot-names';
import { hideOutdated } from './routes/(app)/snapshot/snapshot-time';

/** Background Sync's event, which TypeScript does not know. */
interface SyncEvent extends ExtendableEvent {
	tag: string;
}

// The build looks for the words `self.__WB_MANIFEST` and puts what it has built in their place.
const build = (self as unknown as { __WB_MANIFEST: AppBuild }).__WB_MANIFEST;
const worker = self as unknown as ServiceWorkerGlobalScope;
const appFiles = new AppFiles(build);

const SHELL = '/200.html';
/** Addresses of this origin that belong to somebody else, or whose absence must show. */
const NOT_SHELL = ['/__clerk/', '/_app/', '/icons/', '/screenshots/'];

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', (event) => {
	switch (typeOf(event.data)) {
		case 'SKIP_WAITING':
			return void worker.skipWaiting();
		case 'DRAWN':
			return event.waitUntil(forgetUndrawn());
		case 'UNDRAWN':
			return event.waitUntil(recover());
	}
});
worker.addEventListener('sync', (event) => {
	const sync = event as SyncEvent;
	if (sync.tag === SYNC_TAG) sync.waitUntil(wakePages());
});
worker.addEventListener('fetch', (event) => {
	const path = findFile(event.request);
	if (path === undefined) return;
	const isPage = event.request.mode === 'navigate';
	event.respondWith(isPage ? answerPage(event, path) : answer(event, path));
});

async function install(): Promise<void> {
	await appFiles.download();
	// Nobody can ask for this version where the one in use draws nothing.
	if (await isUnhealthy()) void worker.skipWaiting();
}

async function takeOver(): Promise<void> {
	await appFiles.deleteEarlier();
	await worker.clients.claim();
	await reportMended();
}

/** A launch has not been drawn. If it was not the first, the next one is of files that are whole. */
async function recover(): Promise<void> {
	await countUndrawn();
	if (!(await isUnhealthy())) return;
	const { registration } = worker;
	// Without a network there is none, and this version may still be made whole by what is kept.
	await registration.update().catch(() => undefined);
	registration.waiting?.postMessage({ type: 'SKIP_WAITING' });
	const isNewOnItsWay = registration.installing !== null || registration.waiting !== null;
	await appFiles.mend();
	if (!isNewOnItsWay) await reportMended();
}

/** The pages that have not been drawn are loaded anew by this. */
async function reportMended(): Promise<void> {
	if (await forgetUndrawn()) await tellPages({ type: 'MENDED' });
}

/** There is a network again: what waits in the pages need not wait longer. */
function wakePages(): Promise<void> {
	return tellPages(WAKE);
}

async function tellPages(message: unknown): Promise<void> {
	const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
	for (const page of pages) page.postMessage(message);
}

/** The path of the file that answers a request; `undefined` when it is none of the worker's business. */
function findFile({ method, mode, url }: Request): string | undefined {
	const { origin, pathname } = new URL(url);
	if (method !== 'GET' || origin !== worker.location.origin) return undefined;
	if (appFiles.has(pathname)) return pathname;
	const isAppPage = mode === 'navigate' && !NOT_SHELL.some((path) => pathname.startsWith(path));
	return isAppPage ? SHELL : undefined;
}

async function answer(event: FetchEvent, path: string): Promise<Response> {
	return (await appFiles.find(path)) ?? askNetwork(event);
}

/** The browser has lost the file. What comes in its place is not kept: nobody knows what it is. */
function askNetwork(event: FetchEvent): Promise<Response> {
	event.waitUntil(appFiles.mend().catch(() => undefined));
	return fetch(event.request);
}

/** With the last messages in it, where there are any: the page is painted before a script has run. */
async function answerPage(event: FetchEvent, path: string): Promise<Response> {
	const [kept, snapshot] = await Promise.all([
		appFiles.find(path),
		findSnapshot(new URL(event.request.url).pathname)
	]);
	if (!kept) return askNetwork(event);
	if (path !== SHELL) return kept;
	try {
		const page = await kept.text();
		const headers = new Headers(kept.headers);
		// That of the file alone.
		headers.delete('content-length');
		const painted = snapshot === undefined ? page : placeSnapshot(page, snapshot);
		return new Response(painted, { headers });
	} catch {
		// It is damaged on the disk.
		return askNetwork(event);
	}
}

async function findSnapshot(path: string): Promise<string | undefined> {
	try {
		const found = await caches.match(snapshotKey(path), { cacheName: SNAPSHOT_CACHE });
		if (!found) return undefined;
		return hideOutdated(found.headers) + (await found.text());
	} catch {
		return undefined;
	}
}

/** What a page says: `{ type }`, and nothing else is understood. */
function typeOf(data: unknown): unknown {
	return typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
}

/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/**
 * Keeps the app's own files, and answers with them. It never answers for Clerk or Convex, and never
 * sees a token.
 *
 * A file is kept under its address and its revision: a new version downloads what has changed beside
 * the old one, which goes on working until the new one takes over.
 */

import { SYNC_TAG, WAKE } from './lib/background-sync.js';
import {
	calendarDay,
	HIDE_DAYS,
	placeSnapshot,
	SNAPSHOT_CACHE,
	SNAPSHOT_DAY,
	snapshotKey
} from './routes/(app)/snapshot/snapshot-cache';

/** Background Sync's event, which TypeScript does not know. */
interface SyncEvent extends ExtendableEvent {
	tag: string;
}

interface PrecacheEntry {
	url: string;
	/** Absent when the address itself changes with the content. */
	revision: string | null;
}

// The build looks for the words `self.__WB_MANIFEST` and puts the list in their place.
const entries = (self as unknown as { __WB_MANIFEST: PrecacheEntry[] }).__WB_MANIFEST;
const worker = self as unknown as ServiceWorkerGlobalScope;

const CACHE = 'app-files';
const SHELL = '/200.html';
/** Addresses of this origin that belong to somebody else, or whose absence must show. */
const NOT_SHELL = ['/__clerk/', '/_app/', '/icons/', '/screenshots/'];

/** Path of a file, to the address under which the cache has it. */
const files = new Map<string, string>(
	entries.map(({ url, revision }) => {
		const { href, pathname } = new URL(url, worker.location.origin);
		return [pathname, revision ? `${href}?revision=${revision}` : href] as const;
	})
);

worker.addEventListener('install', (event) => event.waitUntil(download()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', ({ data }) => {
	const message: unknown = data;
	const isAsked =
		typeof message === 'object' &&
		message !== null &&
		'type' in message &&
		message.type === 'SKIP_WAITING';
	if (isAsked) void worker.skipWaiting();
});
worker.addEventListener('sync', (event) => {
	const sync = event as SyncEvent;
	if (sync.tag === SYNC_TAG) sync.waitUntil(wakePages());
});
worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const key = findFile(request);
	if (!key) return;
	event.respondWith(request.mode === 'navigate' ? answerPage(key, request) : answer(key, request));
});

async function download(): Promise<void> {
	const cache = await caches.open(CACHE);
	const kept = new Set((await cache.keys()).map(({ url }) => url));
	await Promise.all(
		[...files].map(async ([path, key]) => {
			if (kept.has(key)) return;
			// Not from the browser's own cache, which may hold the version before.
			const response = await fetch(path, { cache: 'reload' });
			if (!isThatFile(path, response)) throw new Error(`${path}: ${response.status}`);
			await cache.put(key, response);
		})
	);
}

async function takeOver(): Promise<void> {
	const cache = await caches.open(CACHE);
	const current = new Set(files.values());
	const kept = await cache.keys();
	await Promise.all(kept.filter(({ url }) => !current.has(url)).map((old) => cache.delete(old)));
	await worker.clients.claim();
}

/** There is a network again: what waits in the pages need not wait longer. */
async function wakePages(): Promise<void> {
	const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
	for (const page of pages) page.postMessage(WAKE);
}

/** The file that answers a request, or `undefined` when it is none of the worker's business. */
function findFile({ method, mode, url }: Request): string | undefined {
	const { origin, pathname } = new URL(url);
	if (method !== 'GET' || origin !== worker.location.origin) return undefined;
	const isAppPage = mode === 'navigate' && !NOT_SHELL.some((path) => pathname.startsWith(path));
	return files.get(pathname) ?? (isAppPage ? files.get(SHELL) : undefined);
}

async function answer(key: string, request: Request): Promise<Response> {
	return (await caches.match(key, { cacheName: CACHE })) ?? fetch(request);
}

/** With the last messages in it, where there are any: the page is painted before a script has run. */
async function answerPage(key: string, request: Request): Promise<Response> {
	const [page, snapshot] = await Promise.all([
		answer(key, request),
		findSnapshot(new URL(request.url).pathname)
	]);
	if (snapshot === undefined || !page.ok) return page;
	const headers = new Headers(page.headers);
	// That of the file alone.
	headers.delete('content-length');
	return new Response(placeSnapshot(await page.text(), snapshot), { headers });
}

async function findSnapshot(path: string): Promise<string | undefined> {
	try {
		const found = await caches.match(snapshotKey(path), { cacheName: SNAPSHOT_CACHE });
		if (!found) return undefined;
		const isOfToday = found.headers.get(SNAPSHOT_DAY) === calendarDay();
		return (isOfToday ? '' : HIDE_DAYS) + (await found.text());
	} catch {
		return undefined;
	}
}

/** A captive portal answers every address with a page of its own, and with 200. */
function isThatFile(path: string, response: Response): boolean {
	const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
	return response.ok && !response.redirected && isPage === path.endsWith('.html');
}

/** Keeps what is the same for everybody. A page that a server has rendered for somebody is not among it. */
const NAME = 'app';
/** The pages that the browser alone renders. */
const OPEN_OFFLINE = ['/inbox'];

addEventListener('install', (event) => {
	skipWaiting();
	event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(OPEN_OFFLINE)));
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
	const { origin, pathname } = new URL(event.request.url);
	const isForAll = pathname.startsWith('/_app/') || OPEN_OFFLINE.includes(pathname);
	if (origin === location.origin && isForAll) event.respondWith(answer(event.request, pathname));
});

async function answer(request, pathname) {
	const cache = await caches.open(NAME);
	const kept = await cache.match(pathname);
	if (kept) return kept;
	const fresh = await fetch(request);
	if (fresh.ok) await cache.put(pathname, fresh.clone());
	return fresh;
}

/** Keeps what the app's own server has answered, and answers with it when that server does not. */
const NAME = 'app';

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
	const { method, mode, url } = event.request;
	const { origin, pathname } = new URL(url);
	if (method !== 'GET' || origin !== location.origin || pathname.startsWith('/__clerk')) return;
	event.respondWith(answer(event.request, mode === 'navigate' ? '/' : url));
});

async function answer(request, key) {
	const cache = await caches.open(NAME);
	try {
		const fresh = await fetch(request);
		if (fresh.ok) await cache.put(key, fresh.clone());
		return fresh;
	} catch (error) {
		const kept = await cache.match(key);
		if (kept) return kept;
		throw error;
	}
}

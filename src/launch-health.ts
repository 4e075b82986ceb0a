/**
 * How many launches in a row stayed in view without being drawn, as the pages report it (app.html). It
 * lies in Cache Storage: the next version's worker reads it, too.
 */

const CACHE = 'launch-health';
const KEY = '/undrawn-launches';

/** So many undrawn launches in a row are no accident: the files are fetched anew. */
const MAX_UNDRAWN = 2;

/** Notes a launch that was not drawn. */
export async function countUndrawn(): Promise<void> {
	const undrawn = (await readUndrawn()) + 1;
	const cache = await caches.open(CACHE);
	await cache.put(KEY, new Response(String(undrawn)));
}

/** Notes that the app is drawn, or that its files are new. Resolves with whether anything was noted. */
export function forgetUndrawn(): Promise<boolean> {
	return caches.delete(CACHE);
}

/** Whether the version in use is one that does not draw. */
export async function isUnhealthy(): Promise<boolean> {
	return (await readUndrawn()) >= MAX_UNDRAWN;
}

async function readUndrawn(): Promise<number> {
	const noted = await caches.match(KEY, { cacheName: CACHE });
	return noted ? Number(await noted.text()) : 0;
}

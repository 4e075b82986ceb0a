import { mayBeAsked, type AskedHosts } from './linkGuard';
import { textOfPage } from './pageText';

/** How long a page may take, with its redirects. */
const TIME_LIMIT_MS = 5_000;

/** How much of it is read: what a page says of itself stands at its beginning. */
export const MAX_PAGE_BYTES = 256 * 1024;

const MAX_REDIRECTS = 3;

/** It says who asks, and for what. It has no cookies, and names neither the writer nor the readers. */
const HEADERS = {
	'User-Agent': 'Messages-LinkPreview/1.0 (bot)',
	Accept: 'text/html'
};

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/**
 * The beginning of a page as text; `undefined` when there is none: it is elsewhere than may be asked, takes too
 * long, is an error, or is no HTML.
 */
export async function fetchPage(
	address: string,
	hosts: AskedHosts,
	fetch: Fetch
): Promise<string | undefined> {
	const lifetime = new AbortController();
	const { signal } = lifetime;
	const timer = setTimeout(() => lifetime.abort(), TIME_LIMIT_MS);
	// Convex's `fetch` knows no signal, so nobody waits for it any longer.
	const isOver = new Promise<undefined>((resolve) => {
		signal.addEventListener('abort', () => resolve(undefined));
	});
	try {
		return await Promise.race([load(address, hosts, fetch, signal), isOver]);
	} catch {
		// A server that cannot be reached has no page.
		return undefined;
	} finally {
		clearTimeout(timer);
		lifetime.abort();
	}
}

async function load(
	address: string,
	hosts: AskedHosts,
	fetch: Fetch,
	signal: AbortSignal
): Promise<string | undefined> {
	let url = address;
	for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
		if (!mayBeAsked(url, hosts) || signal.aborted) return undefined;
		const response = await fetch(url, { headers: HEADERS, redirect: 'manual', signal });
		const location = response.status >= 300 && response.headers.get('Location');
		if (!location) return await readPage(response, signal);
		letGo(response.body);
		url = new URL(location, url).href;
	}
	return undefined;
}

async function readPage(response: Response, signal: AbortSignal): Promise<string | undefined> {
	const contentType = response.headers.get('Content-Type') ?? '';
	if (!response.ok || !/^\s*text\/html\b/i.test(contentType) || !response.body) {
		letGo(response.body);
		return undefined;
	}
	const bytes = new Uint8Array(MAX_PAGE_BYTES);
	let length = 0;
	const reader = (response.body as ReadableStream<Uint8Array>).getReader();
	while (length < MAX_PAGE_BYTES && !signal.aborted) {
		const { done, value } = await reader.read();
		if (done) break;
		bytes.set(value.subarray(0, MAX_PAGE_BYTES - length), length);
		length += Math.min(value.length, MAX_PAGE_BYTES - length);
	}
	letGo(reader);
	return textOfPage(bytes.subarray(0, length), contentType);
}

/** Ends a body that nobody reads to its end. */
function letGo(body: { cancel(): Promise<void> } | null): void {
	// One that has failed is over anyway.
	body?.cancel().catch(() => {});
}

/** For one browser alone, and not even that keeps it. */
const PRIVATE = 'private, no-store';

/** The response as one that nobody may keep, with these cookies. */
export function privately(response: Response, cookies: readonly string[]): Response {
	// What `fetch` has returned cannot be changed.
	const headers = new Headers(response.headers);
	headers.set('cache-control', PRIVATE);
	for (const cookie of cookies) headers.append('set-cookie', cookie);
	const { status, statusText } = response;
	return new Response(response.body, { status, statusText, headers });
}

/** Leads the browser to another address, with these cookies. */
export function redirectPrivately(location: string, cookies: readonly string[]): Response {
	return privately(new Response(null, { status: 307, headers: { location } }), cookies);
}

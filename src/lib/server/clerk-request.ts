/** Clerk's parameter that makes a development instance go on to another address. */
const GO_ON = '__clerk_redirect_url';

/** Headers by which Clerk would believe another address than the server's own. */
const CLAIMED_ADDRESS = [
	'host',
	'x-forwarded-host',
	'x-forwarded-port',
	'x-forwarded-proto',
	'cloudfront-forwarded-proto'
];

/**
 * The request as Clerk is to see it: at the address that the server says it has, whatever its sender claims,
 * without a body, and without an invitation to go on to a stranger's page.
 *
 * @param authorizedParties origins that Clerk may lead on to
 */
export function clerkRequest(
	url: URL,
	{ method, headers: sent }: Pick<Request, 'method' | 'headers'>,
	authorizedParties: readonly string[]
): Request {
	const address = new URL(url.href);
	const target = address.searchParams.get(GO_ON);
	if (target !== null && !authorizedParties.includes(originOf(target) ?? '')) {
		address.searchParams.delete(GO_ON);
	}
	const headers = new Headers(sent);
	for (const name of CLAIMED_ADDRESS) headers.delete(name);
	return new Request(address, { method, headers });
}

/**
 * Whether a request can be anybody's: it has a cookie, a token or something of Clerk's in its address. Any
 * other is nobody's, also while pages are rendered at build time, when there is no key.
 */
export function mayHaveSession({ href }: URL, { headers }: Pick<Request, 'headers'>): boolean {
	return (
		headers.has('cookie') ||
		headers.has('authorization') ||
		[...new URL(href).searchParams.keys()].some((name) => name.startsWith('__clerk'))
	);
}

/**
 * Whether somebody has asked for the page, and so only they get it. While pages are rendered at build time, for
 * everybody, nothing is asked for: the request has no headers.
 */
export function isOfBrowser({ headers }: Pick<Request, 'headers'>): boolean {
	return headers.has('accept');
}

function originOf(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).origin : undefined;
}

/**
 * The headers that every answer of the app's host has, beside the Content-Security-Policy in the page.
 * `npm start` sends them, and docs/headers.md has them for other hosts.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const SECURITY_HEADERS = {
	// In a `<meta>` element it is not heard.
	'Content-Security-Policy': "frame-ancestors 'none'",
	'X-Content-Type-Options': 'nosniff',
	// Another site learns the app's origin, and not which conversation was open.
	'Referrer-Policy': 'strict-origin-when-cross-origin',
	// What the app does not use. Passkeys of Clerk stay allowed.
	'Permissions-Policy':
		'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()'
};

/** A year. Only over HTTPS: over HTTP a browser does not hear it. */
export const HTTPS_HEADERS = { 'Strict-Transport-Security': 'max-age=31536000' };

/**
 * `Cache-Control` by path: names under `immutable` change with the contents of their files; everything else
 * keeps its name.
 */
export const IMMUTABLE_PATH = '/_app/immutable/';
export const IMMUTABLE = 'public, max-age=31536000, immutable';
export const REVALIDATED = 'no-cache';

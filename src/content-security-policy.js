import { createHash } from 'node:crypto';

/**
 * @typedef {NonNullable<NonNullable<import('@sveltejs/kit').KitConfig['csp']>['directives']>}
 * Directives
 */
/** @typedef {NonNullable<Directives['connect-src']>} Sources */

/**
 * What the app's page may load, and from where: the app's own files, Clerk and Convex. Even if a user's
 * text became markup by mistake, it could run no script.
 */

/** Clerk's pictures, and the bot protection of Clerk and Cloudflare. */
const CLERK_IMAGES = 'https://img.clerk.com';
const CHALLENGES = 'https://challenges.cloudflare.com';
const PROTECT = 'https://*.protect.clerk.com';

/**
 * Makes the directives for the Clerk and the Convex that the environment names. SvelteKit adds the hash
 * of its own script.
 *
 * @param {Record<string, string>} env
 * @param {string} page the HTML with the inline scripts that may run
 * @returns {Directives}
 */
export function contentSecurityPolicy(env, page) {
	const clerk = clerkOrigins(env);
	return {
		'default-src': ['self'],
		'script-src': ['self', ...hashesOf(page), ...clerk, CHALLENGES, PROTECT],
		// Clerk's components add styles at run time.
		'style-src': ['self', 'unsafe-inline'],
		'img-src': ['self', 'data:', 'blob:', CLERK_IMAGES],
		// On ports of their own, which a source without a port leaves out.
		'connect-src': ['self', ...clerk, ...convexOrigins(env), `${PROTECT}:*`],
		'worker-src': ['self', 'blob:'],
		'frame-src': ['self', CHALLENGES, PROTECT],
		'form-action': ['self'],
		'base-uri': ['none'],
		'object-src': ['none']
	};
}

/**
 * The address of Clerk's scripts and Frontend API: a proxy, or the address in the publishable key.
 *
 * @param {Record<string, string>} env
 * @returns {Sources}
 */
function clerkOrigins({ PUBLIC_CLERK_PUBLISHABLE_KEY: key = '', PUBLIC_CLERK_PROXY_URL: proxy }) {
	if (proxy) return URL.canParse(proxy) ? toSources(new URL(proxy).origin) : [];
	const [, , encoded = ''] = key.split('_');
	return toSources(`https://${atob(encoded).replace(/\$$/, '')}`);
}

/**
 * Convex's address, also for its socket.
 *
 * @param {Record<string, string>} env
 */
function convexOrigins({ PUBLIC_CONVEX_URL: url = '' }) {
	const { origin } = new URL(url);
	return toSources(origin, origin.replace(/^http/, 'ws'));
}

/**
 * @param {string[]} origins
 * @returns {Sources}
 */
function toSources(...origins) {
	return /** @type {Sources} */ (origins);
}

/**
 * The hashes of the inline scripts of a page.
 *
 * @param {string} page
 * @returns {Sources}
 */
function hashesOf(page) {
	return [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => {
		const hash = createHash('sha256').update(script).digest('base64');
		return /** @type {const} */ (`sha256-${hash}`);
	});
}

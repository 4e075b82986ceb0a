/** Whether Convex answers, has this repository's functions, and knows whom a token is for. */
import { SetupError } from '../setup-error.js';
import { NoAnswerError } from './ask.js';

/**
 * Calls a query without a token, which every function of this repository refuses.
 *
 * @param {string} url
 * @param {import('./ask.js').Ask} ask
 */
export async function checkFunctions(url, ask) {
	const { status, body } = await whoAmI(url, ask);
	if (!('status' in body)) throw new NoAnswerError(`HTTP ${status}.`);
	if (Object(body.errorData).kind === 'Unauthenticated') {
		return 'it answers, and its functions refuse a caller without a token.';
	}
	throw new SetupError(
		"it answers, but not with this repository's functions. Push them: `npx convex dev`."
	);
}

/**
 * Calls a query with `token`. It goes nowhere but to this deployment.
 *
 * @param {string} token
 * @param {{ url: string, issuer: string, ask: import('./ask.js').Ask }} options
 */
export async function checkConvexTakes(token, { url, issuer, ask }) {
	const { body } = await whoAmI(url, ask, token);
	if (body.status === 'success') return 'Convex knows whom it is for.';
	throw new SetupError(
		'it is refused. `npx convex env get CLERK_JWT_ISSUER_DOMAIN` must show ' +
			`${issuer}; \`npx convex dev\` pushes convex/auth.config.ts.`
	);
}

/**
 * Calls a query as Convex's HTTP client does.
 *
 * @param {string} url
 * @param {import('./ask.js').Ask} ask
 * @param {string} [token]
 */
function whoAmI(url, ask, token) {
	return ask(new URL('/api/query', url).href, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(token && { authorization: `Bearer ${token}` })
		},
		body: JSON.stringify({ path: 'users:current', format: 'convex_encoded_json', args: [{}] })
	});
}

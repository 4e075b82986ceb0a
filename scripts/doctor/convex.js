/** Whether Convex answers, has this repository's functions, and knows whom a token is for. */
import { ConvexHttpClient } from 'convex/browser';
import { ConvexError } from 'convex/values';
import { api } from '../../convex/_generated/api.js';
import { SetupError } from '../setup-error.js';
import { NoAnswerError, parseJson, refuseWebPage } from './ask.js';

/** What Convex answers when it has run a function, and when that has failed. */
const STATUSES_OF_FUNCTIONS = [200, 560];

/** A longer text is none for a person. */
const MAX_ERROR_CHARACTERS = 500;

/**
 * @param {string} url
 * @param {import('./ask.js').Ask} ask
 */
export async function checkConvex(url, ask) {
	const { status, text } = await ask(new URL('/version', url));
	if (status !== 200) throw new NoAnswerError(`/version answers HTTP ${status}.`);
	refuseWebPage(text, '/version');
	return 'answers.';
}

/**
 * Calls a query without a token, which every function of this repository refuses.
 *
 * @param {string} url
 * @param {import('./ask.js').Ask} ask
 */
export async function checkFunctions(url, ask) {
	const error = await whoAmI(url, ask).then(
		() => new Error('users:current answers a caller without a token.'),
		(error) => error
	);
	if (error instanceof NoAnswerError) throw error;
	if (isUnauthenticated(error)) return 'are there, and refuse a caller without a token.';
	throw new SetupError(`${textOf(error)} Push this repository's: \`npx convex dev\`.`);
}

/**
 * Calls a query with `token`. It goes nowhere but to this deployment.
 *
 * @param {string} token
 * @param {{ url: string, issuer: string, ask: import('./ask.js').Ask }} options
 */
export async function checkConvexTakes(token, { url, issuer, ask }) {
	try {
		await whoAmI(url, ask, token);
		return 'knows whom it is for.';
	} catch (error) {
		if (error instanceof NoAnswerError) throw error;
		throw new SetupError(
			`it is refused: ${textOf(error)} \`npx convex env get CLERK_JWT_ISSUER_DOMAIN\` must show ` +
				`${issuer}; \`npx convex dev\` pushes convex/auth.config.ts.`
		);
	}
}

/**
 * @param {string} url
 * @param {import('./ask.js').Ask} ask
 * @param {string} [token]
 */
function whoAmI(url, ask, token) {
	const client = new ConvexHttpClient(url, {
		auth: token,
		// What the functions log is not for this terminal.
		logger: false,
		fetch: async (input, init) => {
			const { status, text } = await ask(input, init);
			refuseWebPage(text, '/api/query');
			if (STATUSES_OF_FUNCTIONS.includes(status)) parseJson(text, '/api/query');
			return new Response(text, { status });
		}
	});
	return client.query(api.users.current, {});
}

/** @param {unknown} error */
function isUnauthenticated(error) {
	return error instanceof ConvexError && error.data?.kind === 'Unauthenticated';
}

/**
 * What Convex says of a failed call, as one sentence.
 *
 * @param {unknown} error
 */
function textOf(error) {
	const message = error instanceof Error ? error.message : String(error);
	const text = message.replace(/^\s+at .*$/gm, '').trim();
	// Not a part of it: the cut can go through a secret, which is then no longer known as one.
	if (text.length > MAX_ERROR_CHARACTERS) return 'Convex answers with a long error.';
	return `${text.replace(/\.$/, '')}.`;
}

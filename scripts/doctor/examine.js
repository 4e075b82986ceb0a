import { readSettings, readTarget } from '../target.js';
import { createAsk } from './ask.js';
import { checkAuthConfig } from './auth-config.js';
import { checkDiscovery, checkFrontendApi, frontendApiOf } from './clerk.js';
import { checkConvex, checkConvexTakes, checkFunctions } from './convex.js';
import { fetchLocalToken } from './local-token.js';
import { createHide } from './secrets.js';
import { runSteps } from './steps.js';
import { checkClaims, checkToken } from './token.js';

/**
 * What the doctor needs of the outside world.
 *
 * @typedef {object} World
 * @property {NodeJS.ProcessEnv} env
 * @property {string} folder the app's: it has `.env.local`, and `convex/auth.config.ts`
 * @property {string} [token] a session token from a browser
 * @property {typeof globalThis.fetch} fetch
 * @property {() => number} now milliseconds since 1970
 * @property {(line: string) => void} print
 * @property {AbortSignal} signal
 * @property {number} [timeLimitMs] how long to wait for each answer
 */

const TIME_LIMIT_MS = 5000;

const START = 'Is it running? `npm start`, in another terminal, starts it.';
const CHECK_KEY =
	'Check the network, and PUBLIC_CLERK_PUBLISHABLE_KEY (Clerk dashboard, "API keys").';
const CHECK_URL = 'Check the network, and PUBLIC_CONVEX_URL (Convex dashboard, "Settings").';

const FROM_BROWSER =
	'not checked, because there is none here. Sign in to the app, run ' +
	"`copy(await Clerk.session.getToken())` in the browser's console, and paste it within a minute " +
	'after `npm run doctor -- --token -`.';
const ACCOUNT_CHANGED =
	'not checked, because ada@example.com and its first password do not sign in any more ' +
	'(`npm start -- --reset` brings them back).';

/**
 * Checks the set-up that `env` and `folder` describe, prints a line for each step, and resolves with
 * how many have failed.
 *
 * @param {World} world
 * @returns {Promise<number>}
 */
export async function examine(world) {
	const { env, folder, token, fetch, signal, timeLimitMs = TIME_LIMIT_MS } = world;
	const hide = createHide(readSettings(env, folder), token);
	return runSteps(stepsOf(world, createAsk({ fetch, signal, timeLimitMs })), {
		// A server's words can hold line breaks, and commands to the terminal.
		print: (line) => world.print(hide(line.replace(/\p{Cc}+/gu, ' '))),
		signal
	});
}

/**
 * @param {World} world
 * @param {import('./ask.js').Ask} ask
 * @returns {import('./steps.js').Step[]}
 */
function stepsOf(world, ask) {
	try {
		return stepsFor(readTarget(world.env, world.folder), world, ask);
	} catch (error) {
		return [{ name: 'settings', what: 'Settings', run: () => Promise.reject(error) }];
	}
}

/**
 * @param {import('../target.js').Target} target
 * @param {World} world
 * @param {import('./ask.js').Ask} ask
 * @returns {import('./steps.js').Step[]}
 */
function stepsFor(target, { env, folder, now, token }, ask) {
	const { isLocal } = target;
	const url = target.env.PUBLIC_CONVEX_URL ?? '';
	const issuer = frontendApiOf(target);
	const ofClerk = { unanswered: isLocal ? START : CHECK_KEY };
	const ofConvex = { unanswered: isLocal ? START : CHECK_URL };
	// The local Clerk is asked for a token when none is given.
	let current = token ?? '';

	return [
		{
			name: 'clerk',
			what: `Clerk's Frontend API, ${issuer}`,
			...ofClerk,
			run: () => checkFrontendApi(issuer, ask)
		},
		{
			name: 'issuer',
			what: `Token issuer, ${issuer}`,
			needs: ['clerk'],
			...ofClerk,
			run: () => checkDiscovery(issuer, ask)
		},
		{
			name: 'auth-config',
			what: 'convex/auth.config.ts',
			run: () => checkAuthConfig(folder, { issuer, target, settings: readSettings(env, folder) })
		},
		{
			name: 'convex',
			what: `Convex, ${url}`,
			...ofConvex,
			run: () => checkConvex(url, ask)
		},
		{
			name: 'functions',
			what: 'Convex functions',
			needs: ['convex'],
			...ofConvex,
			run: () => checkFunctions(url, ask)
		},
		{
			name: 'token',
			what: 'Session token',
			needs: token || !isLocal ? [] : ['clerk'],
			...ofClerk,
			async run() {
				if (!current && !isLocal) return { note: FROM_BROWSER };
				current ||= (await fetchLocalToken(issuer, ask)) ?? '';
				if (!current) return { note: ACCOUNT_CHANGED };
				return checkToken(current, { issuer, now: now() });
			}
		},
		{
			name: 'claims',
			what: 'Claims in the token',
			needs: ['token'],
			run: async () => checkClaims(current)
		},
		{
			name: 'identity',
			what: 'Convex with the token',
			needs: ['functions', 'token'],
			...ofConvex,
			run: () => checkConvexTakes(current, { url, issuer, ask })
		}
	];
}

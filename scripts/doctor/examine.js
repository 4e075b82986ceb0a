import { deploymentMistakes } from '../deployment-variables.js';
import { mistakesIn } from '../environment.js';
import { SetupError } from '../setup-error.js';
import { readSettings, readTarget } from '../target.js';
import { createAsk } from './ask.js';
import { checkClock, checkDiscovery, checkFrontendApi, frontendApiOf } from './clerk.js';
import { checkConvexTakes, checkFunctions } from './convex.js';
import { runSteps } from './steps.js';
import { checkToken } from './token.js';
import { checkVariables } from './variables.js';

/**
 * What the doctor needs of the outside world.
 *
 * @typedef {object} World
 * @property {NodeJS.ProcessEnv} env
 * @property {string} folder the app's: it has `.env.local`
 * @property {string} [token] a session token from a browser
 * @property {typeof globalThis.fetch} fetch
 * @property {(settings: Record<string, string>) => Promise<Record<string, string | undefined> | undefined>} listVariables
 *   those of the deployment that the settings name; `undefined` when they cannot be read
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

/**
 * Checks the set-up that `env` and `folder` describe, prints a line for each step, and resolves with
 * how many have failed.
 *
 * @param {World} world
 * @returns {Promise<number>}
 */
export async function examine(world) {
	const settings = readSettings(world.env, world.folder);
	/** @type {import('../target.js').Target | undefined} */
	let target;
	const readAll = {
		name: 'settings',
		what: 'Settings',
		run: async () => {
			const mistakes = [...mistakesIn(settings), ...(await deploymentMistakes(settings))];
			if (mistakes.length > 0) throw new SetupError(mistakes.join(' '));
			target = readTarget(world.env, world.folder);
			return target.isLocal ? 'the app runs on the local servers.' : 'the app has a key and a URL.';
		}
	};
	const failed = await runSteps([readAll], world);
	return target ? await runSteps(stepsFor(target, settings, world), world) : failed;
}

/**
 * @param {import('../target.js').Target} target
 * @param {Record<string, string>} settings
 * @param {World} world
 * @returns {import('./steps.js').Step[]}
 */
function stepsFor(target, settings, world) {
	const { isLocal, env } = target;
	const { token, now, timeLimitMs = TIME_LIMIT_MS } = world;
	const ask = createAsk({ ...world, timeLimitMs });
	const url = env.PUBLIC_CONVEX_URL ?? '';
	const issuer = frontendApiOf(target);
	const ofClerk = { unanswered: isLocal ? START : CHECK_KEY };
	const ofConvex = { unanswered: isLocal ? START : CHECK_URL };
	/** @type {number | undefined} */
	let clerkTime;

	// The local Convex is given what the settings say.
	const variables = {
		name: 'variables',
		what: "The deployment's variables",
		run: async () => checkVariables(await world.listVariables(settings), issuer)
	};

	return [
		{
			name: 'clerk',
			what: `Clerk's Frontend API, ${issuer}`,
			...ofClerk,
			async run() {
				clerkTime = await checkFrontendApi(issuer, ask);
				return 'the key leads there, and it answers.';
			}
		},
		{
			name: 'clock',
			what: "This computer's clock",
			needs: ['clerk'],
			run: async () => checkClock(clerkTime, now())
		},
		{
			name: 'issuer',
			what: `Token issuer, ${issuer}`,
			needs: ['clerk'],
			...ofClerk,
			run: () => checkDiscovery(issuer, ask)
		},
		{
			name: 'convex',
			what: `Convex, ${new URL(url).origin}`,
			...ofConvex,
			run: () => checkFunctions(url, ask)
		},
		...(isLocal ? [] : [variables]),
		{
			name: 'token',
			what: 'Session token',
			run: async () => (token ? checkToken(token, { issuer, now: now() }) : { note: FROM_BROWSER })
		},
		{
			name: 'identity',
			what: 'Convex with the token',
			needs: ['convex', 'token'],
			...ofConvex,
			run: () => checkConvexTakes(token ?? '', { url, issuer, ask })
		}
	];
}

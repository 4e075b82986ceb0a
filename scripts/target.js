/**
 * Which Clerk and which Convex the app talks to: the local servers, or the ones that the environment
 * names. Everything that builds or starts the app asks here, so that it is decided once.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { LOCAL_PROXY_URL, LOCAL_PUBLISHABLE_KEY } from '../emulators/clerk/publishable-key.js';
import { readVariable } from './environment.js';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';

/**
 * @typedef {object} Ports
 * @property {number} app
 * @property {number} clerk
 * @property {number} convex
 */

/**
 * @typedef {object} Target
 * @property {boolean} isLocal whether the two local servers are to be started
 * @property {Record<string, string>} env what the app's build and `convex/` read
 * @property {Ports} ports where the app and the local servers listen
 */

const COPY_KEY = 'Copy it from the Clerk dashboard, "API keys".';
const FIND_URL =
	'`npx convex dev` writes it to .env.local; the Convex dashboard shows it under "Settings".';

/**
 * Reads the target from `env`, and from `.env.local` and `.env` in `folder` where `env` is silent.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [folder]
 * @returns {Target}
 * @throws {SetupError} when only one of key and URL is set, or one of them is malformed
 */
export function readTarget(env = process.env, folder = ROOT) {
	const settings = readSettings(env, folder);
	const local = localTarget({
		app: readVariable('PORT', settings),
		clerk: readVariable('CLERK_PORT', settings),
		convex: readVariable('CONVEX_PORT', settings)
	});
	const key = readVariable('PUBLIC_CLERK_PUBLISHABLE_KEY', settings);
	const url = readVariable('PUBLIC_CONVEX_URL', settings);
	const isUnset = !key && !url;
	// What a process that was started for the local servers finds in its environment.
	const isSetToLocal = key === LOCAL_PUBLISHABLE_KEY && url === local.env.PUBLIC_CONVEX_URL;
	if (isUnset || isSetToLocal) return local;

	if (!key) throw onlyOne('PUBLIC_CONVEX_URL', 'PUBLIC_CLERK_PUBLISHABLE_KEY', COPY_KEY);
	if (!url) throw onlyOne('PUBLIC_CLERK_PUBLISHABLE_KEY', 'PUBLIC_CONVEX_URL', FIND_URL);
	return {
		isLocal: false,
		ports: local.ports,
		env: {
			PUBLIC_CLERK_PUBLISHABLE_KEY: key,
			PUBLIC_CLERK_PROXY_URL: readVariable('PUBLIC_CLERK_PROXY_URL', settings),
			PUBLIC_CONVEX_URL: url,
			CLERK_JWT_ISSUER_DOMAIN: settings.CLERK_JWT_ISSUER_DOMAIN ?? ''
		}
	};
}

/**
 * The two local servers on `ports`.
 *
 * @param {Ports} ports
 * @returns {Target}
 */
export function localTarget(ports) {
	return {
		isLocal: true,
		ports,
		env: {
			PUBLIC_CLERK_PUBLISHABLE_KEY: LOCAL_PUBLISHABLE_KEY,
			PUBLIC_CLERK_PROXY_URL: LOCAL_PROXY_URL,
			PUBLIC_CONVEX_URL: `http://127.0.0.1:${ports.convex}`,
			CLERK_JWT_ISSUER_DOMAIN: `http://127.0.0.1:${ports.clerk}`
		}
	};
}

/**
 * The variables of `env`, and those of `.env.local` and `.env` in `folder` that it does not set.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [folder]
 */
export function readSettings(env, folder = ROOT) {
	const settings = { ...readEnvFile(`${folder}/.env`), ...readEnvFile(`${folder}/.env.local`) };
	for (const [name, value] of Object.entries(env)) if (value) settings[name] = value;
	return settings;
}

/**
 * @param {string} set
 * @param {string} missing
 * @param {string} where to find the missing one
 */
function onlyOne(set, missing, where) {
	return new SetupError(
		`${set} is set, but ${missing} is not. ${where} Or unset both to run on the local servers.`
	);
}

/**
 * @param {string} path
 * @returns {Record<string, string>}
 */
function readEnvFile(path) {
	if (!existsSync(path)) return {};
	return /** @type {Record<string, string>} */ (parseEnv(readFileSync(path, 'utf8')));
}

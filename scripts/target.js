/**
 * Which Clerk and which Convex the app talks to: the local servers, or the ones that the environment
 * names. Everything that builds or starts the app asks here, so that it is decided once.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { LOCAL_PROXY_URL, LOCAL_PUBLISHABLE_KEY } from '../emulators/clerk/publishable-key.js';
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

/** The variables that move the ports, and where the servers listen without them. */
const DEFAULT_PORTS = { PORT: 4173, CLERK_PORT: 4410, CONVEX_PORT: 3210 };

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
		app: readPort(settings, 'PORT'),
		clerk: readPort(settings, 'CLERK_PORT'),
		convex: readPort(settings, 'CONVEX_PORT')
	});
	const key = settings.PUBLIC_CLERK_PUBLISHABLE_KEY ?? '';
	const url = settings.PUBLIC_CONVEX_URL ?? '';
	const isUnset = !key && !url;
	// What a process that was started for the local servers finds in its environment.
	const isSetToLocal = key === LOCAL_PUBLISHABLE_KEY && url === local.env.PUBLIC_CONVEX_URL;
	if (isUnset || isSetToLocal) return local;

	requireKey(key);
	requireConvexUrl(url);
	return {
		isLocal: false,
		ports: local.ports,
		env: {
			PUBLIC_CLERK_PUBLISHABLE_KEY: key,
			PUBLIC_CLERK_PROXY_URL: settings.PUBLIC_CLERK_PROXY_URL ?? '',
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

/** @param {string} key */
function requireKey(key) {
	const where = 'Copy it from the Clerk dashboard, "API keys".';
	if (!key) {
		throw new SetupError(
			`PUBLIC_CONVEX_URL is set, but PUBLIC_CLERK_PUBLISHABLE_KEY is not. ${where} ` +
				'Or unset both to run on the local servers.'
		);
	}
	const [, encoded = ''] = /^pk_(?:test|live)_(.+)$/.exec(key) ?? [];
	const frontendApi = Buffer.from(encoded, 'base64').toString('utf8');
	if (!/^[a-z0-9.-]+\.[a-z0-9-]+\$$/i.test(frontendApi)) {
		throw new SetupError(`PUBLIC_CLERK_PUBLISHABLE_KEY does not decode to an address. ${where}`);
	}
}

/** @param {string} url */
function requireConvexUrl(url) {
	const where =
		'`npx convex dev` writes it to .env.local; the Convex dashboard shows it under "Settings".';
	if (!url) {
		throw new SetupError(
			`PUBLIC_CLERK_PUBLISHABLE_KEY is set, but PUBLIC_CONVEX_URL is not. ${where} ` +
				'Or unset both to run on the local servers.'
		);
	}
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw new SetupError(`PUBLIC_CONVEX_URL is not an http(s) address: ${url}. ${where}`);
	}
}

/**
 * @param {Record<string, string>} settings
 * @param {keyof typeof DEFAULT_PORTS} name
 */
function readPort(settings, name) {
	const written = settings[name];
	if (!written) return DEFAULT_PORTS[name];
	const port = Number(written);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new SetupError(`${name} is not a port number: ${written}.`);
	}
	return port;
}

/**
 * @param {string} path
 * @returns {Record<string, string>}
 */
function readEnvFile(path) {
	if (!existsSync(path)) return {};
	return /** @type {Record<string, string>} */ (parseEnv(readFileSync(path, 'utf8')));
}

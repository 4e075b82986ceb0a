/**
 * The environment variables of the scripts, the local servers and the tests: how each is read, and what
 * is wrong with one. Those of a Convex deployment are in convex/environment.ts. Paths are not here: who
 * opens one says what is wrong with it.
 */
import { SetupError } from './setup-error.js';

/**
 * Reads a variable's text, which is empty when it is unset.
 *
 * @template Value
 * @typedef {(text: string, name: string) => Value} Reader throws a {@link SetupError}
 */

/**
 * @param {number} least
 * @param {number} most
 * @param {string} what it is called in an error
 * @returns {(fallback: number) => Reader<number>}
 */
const whole = (least, most, what) => (fallback) => (text, name) => {
	if (!text) return fallback;
	const number = /^\d+$/.test(text) ? Number(text) : NaN;
	if (number >= least && number <= most) return number;
	throw new SetupError(`${name} is not a ${what}: ${text}.`);
};
const port = whole(1, 65_535, 'port number');
const count = whole(1, 1_000_000_000, 'whole number from 1');

/** @type {Reader<boolean>} */
const flag = (text, name) => {
	if (text === '' || text === '1') return text === '1';
	throw new SetupError(`${name} is 1 or not set, not ${text}.`);
};

/** @type {Reader<string>} */
const publishableKey = (text, name) => {
	if (!text || frontendApiIn(text)) return text;
	throw new SetupError(
		`${name} does not decode to an address. Copy it from the Clerk dashboard, "API keys".`
	);
};

/** @type {Reader<string>} */
const deploymentUrl = (text, name) => {
	if (!text || isAddress(text)) return text;
	throw new SetupError(
		`${name} is not an http(s) address such as https://happy-otter-123.convex.cloud. ` +
			'`npx convex dev` writes it to .env.local; the Convex dashboard shows it under "Settings".'
	);
};

/** @type {Reader<string>} */
const proxyUrl = (text, name) => {
	if (!text || text.startsWith('/') || isAddress(text)) return text;
	throw new SetupError(`${name} is neither an http(s) address nor a path that begins with "/".`);
};

/** @type {Reader<string[]>} */
const origins = (text, name) => {
	const list = (text || 'http://localhost:4173').split(',').map((origin) => origin.trim());
	if (list.every((origin) => isAddress(origin) && new URL(origin).origin === origin)) return list;
	throw new SetupError(`${name} is not a list of origins such as http://localhost:4173: ${text}.`);
};

/** @type {Reader<'redacted' | 'full'>} */
const errors = (text, name) => {
	if (text === '' || text === 'redacted') return 'redacted';
	if (text === 'full') return 'full';
	throw new SetupError(`${name} is "redacted" or "full", not ${text}.`);
};

const READERS = {
	PORT: port(4173),
	CLERK_PORT: port(4410),
	CONVEX_PORT: port(3210),
	TEST_PORT: port(4273),
	PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
	PUBLIC_CONVEX_URL: deploymentUrl,
	PUBLIC_CLERK_PROXY_URL: proxyUrl,
	APP_ORIGIN: origins,
	CONVEX_ERRORS: errors,
	CONVEX_WATCH: flag,
	EMULATOR_CONTROLS: flag,
	OUTBOX_RUNS: count(20),
	SOAK_SEED: count(1),
	SOAK_COUNT: count(20)
};

/**
 * A variable of `env`, or what stands for it when it is unset or empty.
 *
 * @template {keyof typeof READERS} Name
 * @param {Name} name
 * @param {Record<string, string | undefined>} [env]
 * @returns {ReturnType<(typeof READERS)[Name]>}
 * @throws {SetupError} when it cannot be read
 */
export function readVariable(name, env = process.env) {
	const read = /** @type {Reader<ReturnType<(typeof READERS)[Name]>>} */ (READERS[name]);
	return read(env[name]?.trim() ?? '', name);
}

/**
 * What is wrong with the variables of `env`, a sentence for each that cannot be read.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {string[]}
 */
export function mistakesIn(env) {
	return Object.keys(READERS).flatMap((name) => {
		try {
			readVariable(/** @type {keyof typeof READERS} */ (name), env);
			return [];
		} catch (error) {
			return [error instanceof Error ? error.message : String(error)];
		}
	});
}

/**
 * The host of Clerk's Frontend API, which is in a publishable key; `undefined` when the key is none.
 *
 * @param {string} key
 */
export function frontendApiIn(key) {
	const [, encoded = ''] = /^pk_(?:test|live)_(.+)$/.exec(key) ?? [];
	const decoded = Buffer.from(encoded, 'base64').toString('utf8');
	return /^([a-z0-9.-]+\.[a-z0-9-]+)\$$/i.exec(decoded)?.[1];
}

/** @param {string} text */
function isAddress(text) {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

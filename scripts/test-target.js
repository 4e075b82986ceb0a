/**
 * Where the tests run: always on the local servers, on ports and in a build folder of their own, so
 * that neither the settings of whoever runs them nor a running `npm start` is in the way.
 */
import { readVariable } from './environment.js';
import { requireFreePorts } from './ports.js';
import { localTarget, readSettings } from './target.js';

/** The production build that the browser tests use. It is for other ports than the one in `build/`. */
export const TEST_BUILD_FOLDER = '.svelte-kit/test-build';

/** The variable that moves the tests' ports: those of the first worker, and those of each further one. */
export const TEST_PORT_VARIABLE = 'TEST_PORT';

/** How many browser tests run at once, each with three servers of its own. */
export const TEST_WORKERS = 2;

/** The tag of the browser tests that `npm run test:all` runs and `npm test` does not. */
export const ONLY_IN_ALL = '@all';

/** The tag of unit tests that `npm run test:all` runs and `npm test` does not, as Vitest has tags. */
export const UNIT_ONLY_IN_ALL = 'all';

/** The project of `playwright.config.ts` that is a phone. */
export const PHONE_PROJECT = 'phone';

/** The tag of the browser tests that `npm test` runs on the phone. */
export const ON_PHONE = '@phone';

/**
 * What `npm test` leaves to `npm run test:all`, as Playwright's `--grep-invert`. A test's title begins with
 * its project.
 */
export const LEFT_TO_ALL = `^\\s*${PHONE_PROJECT} (?!.*${ON_PHONE})|^(?!\\s*${PHONE_PROJECT} ).*${ONLY_IN_ALL}`;

const PORTS_PER_WORKER = 3;

/** Variables that would take the app, the servers or the tools somewhere else. */
const OURS =
	/^((PUBLIC|VITE|CLERK|CONVEX|EMULATOR)_.*|PORT|LOCAL_STATE|APP_ORIGIN|BUILD_ID|BUILD_FOLDER|RATE_LIMIT_SCALE|NODE_ENV)$/;

/**
 * What the tests' build is for, which the first worker's servers are.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function testTarget(env = process.env) {
	return localTarget(testPorts(0, env));
}

/**
 * Where the servers of a Playwright worker listen.
 *
 * @param {number} worker counted from 0 (`TEST_PARALLEL_INDEX`)
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {import('./target.js').Ports}
 */
export function testPorts(worker, env = process.env) {
	const first = readVariable(TEST_PORT_VARIABLE, env);
	const app = first + worker * PORTS_PER_WORKER;
	return { app, clerk: app + 1, convex: app + 2 };
}

/**
 * Fails when one of the tests' ports is taken.
 *
 * @throws {import('../emulators/port-busy.js').PortBusyError}
 */
export async function requireFreeTestPorts() {
	for (let worker = 0; worker < TEST_WORKERS; worker++) {
		await requireFreePorts(testPorts(worker), TEST_PORT_VARIABLE);
	}
}

/**
 * The environment to build and to test in: `env` without what leads elsewhere.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {Record<string, string>} [files] what `.env` and `.env.local` set
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnv(env = process.env, files = readSettings({})) {
	const { ports, env: targetEnv } = testTarget(env);
	const kept = Object.entries(env).filter(([name]) => !OURS.test(name));
	// Vite reads those files too; only a variable of the environment, if an empty one, goes before.
	const blanked = Object.keys(files).filter((name) => OURS.test(name));
	return {
		...Object.fromEntries(kept),
		...Object.fromEntries(blanked.map((name) => [name, ''])),
		...targetEnv,
		PORT: String(ports.app),
		CLERK_PORT: String(ports.clerk),
		CONVEX_PORT: String(ports.convex),
		BUILD_FOLDER: TEST_BUILD_FOLDER
	};
}

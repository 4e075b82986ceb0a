/**
 * The servers behind the app, each a process of its own: the local Clerk, the local Convex, and the
 * one that serves the built app.
 */
import { ServerProcess } from './server-process.js';
import { SetupError } from './setup-error.js';
import { localTarget } from './target.js';

/** Where `vite build` puts the app unless `BUILD_FOLDER` names another folder. */
export const DEFAULT_BUILD_FOLDER = 'build';

/**
 * @typedef {object} LocalServersOptions
 * @property {import('./target.js').Ports} ports
 * @property {number} [appPort] the port at which browsers ask for the app, when it is not the one that it
 *   listens on
 * @property {string} stateDir where accounts, sessions, keys and data are kept
 * @property {string} [buildFolder] the built app to serve
 * @property {string} [script] what serves it
 * @property {string} [node] the Node that serves it, when it is not the one that runs us
 * @property {boolean} [controls] whether the servers obey the tests' controls
 * @property {NodeJS.ProcessEnv} [env] more variables for every server
 * @property {(line: string) => void} [onLine] told what the servers print while they run
 */

/**
 * The app and the two local servers that it runs on. None is started yet.
 *
 * @param {LocalServersOptions} options
 * @returns {{ clerk: ServerProcess, convex: ServerProcess, app: ServerProcess }}
 * @example
 * const servers = localServers({ ports, stateDir, controls: true });
 * await Promise.all(Object.values(servers).map((server) => server.start()));
 * await servers.convex.kill();
 * await servers.convex.start(); // the same port, the same data
 */
export function localServers({
	ports,
	appPort = ports.app,
	stateDir,
	controls = false,
	env = {},
	...app
}) {
	const origins = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${appPort}`);
	const shared = {
		...process.env,
		...localTarget(ports).env,
		CLERK_PORT: String(ports.clerk),
		CONVEX_PORT: String(ports.convex),
		LOCAL_STATE: stateDir,
		APP_ORIGIN: origins.join(','),
		EMULATOR_CONTROLS: controls ? '1' : '',
		...env
	};
	const { onLine } = app;
	return {
		clerk: new ServerProcess({
			name: 'The local Clerk',
			script: 'emulators/clerk/main.ts',
			env: shared,
			onLine
		}),
		convex: new ServerProcess({
			name: 'The local Convex',
			script: 'emulators/convex/main.ts',
			env: shared,
			onLine
		}),
		app: appServer({ target: localTarget(ports), env: shared, ...app })
	};
}

/**
 * The server of the built app, for whichever Clerk and Convex it was built.
 *
 * @param {object} options
 * @param {import('./target.js').Target} options.target
 * @param {string} [options.buildFolder]
 * @param {string} [options.script]
 * @param {string} [options.node]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(line: string) => void} [options.onLine]
 */
export function appServer({
	target,
	buildFolder = DEFAULT_BUILD_FOLDER,
	script = 'scripts/serve.ts',
	node,
	env = process.env,
	onLine
}) {
	return new ServerProcess({
		name: 'The app',
		script,
		node,
		env: { ...env, ...target.env, PORT: String(target.ports.app), BUILD_FOLDER: buildFolder },
		onLine
	});
}

/**
 * Starts `servers`, does `run`, and stops them again, whatever happens. `run` is given a signal that
 * is aborted with `signal`, and when one of the servers ends by itself.
 *
 * @template Result
 * @param {ServerProcess[]} servers
 * @param {AbortSignal} signal
 * @param {(signal: AbortSignal) => Promise<Result>} run
 * @returns {Promise<Result>}
 */
export async function withServers(servers, signal, run) {
	const ended = new AbortController();
	const either = AbortSignal.any([signal, ended.signal]);
	const stopAll = () => Promise.all(servers.map((server) => server.stop()));
	either.addEventListener('abort', () => void stopAll());
	for (const server of servers) {
		server.onUnexpectedEnd = (message) => ended.abort(new SetupError(message));
	}
	try {
		await Promise.all(servers.map((server) => server.start()));
		either.throwIfAborted();
		const result = await run(either);
		ended.signal.throwIfAborted();
		return result;
	} catch (error) {
		throw ended.signal.aborted ? ended.signal.reason : error;
	} finally {
		await stopAll();
	}
}

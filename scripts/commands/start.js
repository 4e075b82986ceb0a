import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readJwtKey } from '../../emulators/clerk/server-keys.js';
import { makePrivateFolder } from '../../emulators/private-folder.js';
import { ensureBuilt } from '../build.js';
import { localVariables } from '../deployment-variables.js';
import { greeting, STATE_FOLDER } from '../greeting.js';
import { ensureInstalled } from '../install.js';
import { requireFreePorts } from '../ports.js';
import { ROOT } from '../root.js';
import { appServer, localServers, withServers } from '../servers.js';
import { SetupError } from '../setup-error.js';
import { readSettings, readTarget } from '../target.js';

/**
 * `npm start`: everything that it takes to use the app, until Ctrl-C. `--reset` clears the local state,
 * `--controls` lets tests control the local servers.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const { reset, controls } = readOptions(args);
	const target = readTarget();
	await requireFreePorts(target.isLocal ? target.ports : { app: target.ports.app });
	if (reset) rmSync(join(ROOT, STATE_FOLDER), { recursive: true, force: true });
	await ensureInstalled(signal);
	const { behind, app } = await serversFor(target, controls);
	await ensureBuilt({ signal });
	// The app last: once it answers, so does everything that it needs.
	await withServers(behind, signal, (signal) =>
		withServers([app], signal, async (signal) => {
			const { isLocal, ports } = target;
			const jwtKey = isLocal ? await readJwtKey(`http://127.0.0.1:${ports.clerk}`) : '';
			console.log(greeting(target, { controls: controls && isLocal, jwtKey }));
			return new Promise((resolve) => signal.addEventListener('abort', resolve));
		})
	);
	return 0;
}

/** @param {string[]} args */
function readOptions(args) {
	try {
		const no = { type: /** @type {const} */ ('boolean'), default: false };
		return parseArgs({ args, options: { reset: no, controls: no } }).values;
	} catch (error) {
		throw new SetupError(error instanceof Error ? error.message : String(error));
	}
}

/**
 * @param {import('../target.js').Target} target
 * @param {boolean} controls
 */
async function serversFor(target, controls) {
	const onLine = (/** @type {string} */ line) => console.log(line);
	if (!target.isLocal) return { behind: [], app: appServer({ target, onLine }) };
	const { ports } = target;
	makePrivateFolder(join(ROOT, STATE_FOLDER));
	const env = await localVariables(readSettings(process.env));
	const options = { ports, stateDir: STATE_FOLDER, env, controls, onLine };
	const { clerk, convex, app } = localServers(options);
	return { behind: [clerk, convex], app };
}

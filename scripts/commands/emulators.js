import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readJwtKey } from '../../emulators/clerk/server-keys.js';
import { makePrivateFolder } from '../../emulators/private-folder.js';
import { localVariables } from '../deployment-variables.js';
import { aboutServers, STATE_FOLDER } from '../greeting.js';
import { ensureInstalled } from '../install.js';
import { requireFreePorts } from '../ports.js';
import { localServers, withServers } from '../servers.js';
import { SetupError } from '../setup-error.js';
import { readSettings, readTarget } from '../target.js';

/**
 * `npm run emulators`: the two local servers without the app, until Ctrl-C. `--state DIR` names the
 * folder of their state, `--controls` lets tests control them.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const { state, controls } = readOptions(args);
	const { ports } = readTarget();
	await requireFreePorts({ clerk: ports.clerk, convex: ports.convex });
	await ensureInstalled(signal);
	const stateDir = resolve(state);
	const onLine = (/** @type {string} */ line) => console.log(line);
	makePrivateFolder(stateDir);
	const env = await localVariables(readSettings(process.env));
	const { clerk, convex } = localServers({ ports, stateDir, env, controls, onLine });
	await withServers([clerk, convex], signal, async (signal) => {
		const jwtKey = await readJwtKey(clerk.url);
		const about = aboutServers({ ports, state: stateDir, controls, jwtKey });
		console.log(['The local servers answer.', ...about].join('\n'));
		console.log('Ctrl-C stops them.');
		return new Promise((resolve) => signal.addEventListener('abort', resolve));
	});
	return 0;
}

/** @param {string[]} args */
function readOptions(args) {
	try {
		const { values } = parseArgs({
			args,
			options: {
				state: { type: 'string', default: STATE_FOLDER },
				controls: { type: 'boolean', default: false }
			}
		});
		return values;
	} catch (error) {
		throw new SetupError(error instanceof Error ? error.message : String(error));
	}
}

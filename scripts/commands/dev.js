import { join } from 'node:path';
import { readJwtKey } from '../../emulators/clerk/server-keys.js';
import { makePrivateFolder } from '../../emulators/private-folder.js';
import { localVariables } from '../deployment-variables.js';
import { greeting, STATE_FOLDER } from '../greeting.js';
import { ensureInstalled } from '../install.js';
import { requireFreePorts } from '../ports.js';
import { ROOT } from '../root.js';
import { localServers, withServers } from '../servers.js';
import { readSettings, readTarget } from '../target.js';
import { runTool } from '../tool.js';

/**
 * `npm run dev`: the app with hot reload, the Convex functions included.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const target = readTarget();
	const { ports, isLocal } = target;
	await requireFreePorts(isLocal ? ports : { app: ports.app });
	await ensureInstalled(signal);
	const env = { ...process.env, PORT: String(ports.app) };
	const vite = (/** @type {AbortSignal} */ signal) =>
		runTool('vite', ['dev', ...args], { signal, env });

	if (!isLocal) {
		console.log('Convex takes changed functions from `npx convex dev`; run it beside this.');
		return vite(signal);
	}
	makePrivateFolder(join(ROOT, STATE_FOLDER));
	const { clerk, convex } = localServers({
		ports,
		stateDir: STATE_FOLDER,
		env: {
			...(await localVariables(readSettings(process.env))),
			CONVEX_WATCH: '1',
			CONVEX_ERRORS: 'full'
		},
		onLine: (line) => console.log(line)
	});
	return withServers([clerk, convex], signal, async (signal) => {
		console.log(greeting(target, { jwtKey: await readJwtKey(clerk.url) }));
		return vite(signal);
	});
}

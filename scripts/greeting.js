import { LOCAL_SECRET_KEY } from '../emulators/clerk/server-keys.js';

/** Where the local servers keep accounts, sessions, keys and messages. */
export const STATE_FOLDER = '.local';

/**
 * What a person needs to know once everything answers.
 *
 * @param {import('./target.js').Target} target
 * @param {{ controls?: boolean, jwtKey?: string }} [options] `jwtKey`: the local Clerk's public key
 */
export function greeting({ isLocal, ports, env }, { controls = false, jwtKey = '' } = {}) {
	const lines = [`Messages is at http://localhost:${ports.app}`];
	if (isLocal) {
		lines.push(
			...aboutServers({
				ports,
				state: `${STATE_FOLDER}/ ("npm start -- --reset" clears it)`,
				controls,
				jwtKey
			})
		);
	} else {
		lines.push(`  Convex        ${env.PUBLIC_CONVEX_URL}`);
	}
	return [...lines, 'Ctrl-C stops it.'].join('\n');
}

/**
 * What a person needs to know of the two local servers, in lines.
 *
 * @param {object} servers
 * @param {Pick<import('./target.js').Ports, 'clerk' | 'convex'>} servers.ports
 * @param {string} servers.state where it is kept
 * @param {boolean} servers.controls
 * @param {string} servers.jwtKey the local Clerk's public key, for apps that have a server
 */
export function aboutServers({ ports, state, controls, jwtKey }) {
	const lines = [
		`  local Clerk   http://127.0.0.1:${ports.clerk}`,
		`  local Convex  http://127.0.0.1:${ports.convex}`,
		`  accounts      ada@example.com, grace@example.com`,
		`                password local-password, code 424242`,
		`  state         ${state}`,
		`  for a server  CLERK_SECRET_KEY=${LOCAL_SECRET_KEY}`,
		`                CLERK_JWT_KEY="${jwtKey}"`
	];
	if (controls)
		lines.push('  controls      on: any program on this machine can control both servers');
	return lines;
}

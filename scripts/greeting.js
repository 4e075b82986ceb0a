/** Where the local servers keep accounts, sessions, keys and messages. */
export const STATE_FOLDER = '.local';

/**
 * What a person needs to know once everything answers.
 *
 * @param {import('./target.js').Target} target
 * @param {{ controls?: boolean }} [options]
 */
export function greeting({ isLocal, ports, env }, { controls = false } = {}) {
	const lines = [`Messages is at http://localhost:${ports.app}`];
	if (isLocal) {
		lines.push(
			...aboutServers(ports, `${STATE_FOLDER}/ ("npm start -- --reset" clears it)`, controls)
		);
	} else {
		lines.push(`  Convex        ${env.PUBLIC_CONVEX_URL}`);
	}
	return [...lines, 'Ctrl-C stops it.'].join('\n');
}

/**
 * What a person needs to know of the two local servers, in lines.
 *
 * @param {Pick<import('./target.js').Ports, 'clerk' | 'convex'>} ports
 * @param {string} state where it is kept
 * @param {boolean} controls
 */
export function aboutServers(ports, state, controls) {
	const lines = [
		`  local Clerk   http://127.0.0.1:${ports.clerk}`,
		`  local Convex  http://127.0.0.1:${ports.convex}`,
		`  accounts      ada@example.com, grace@example.com`,
		`                password local-password, code 424242`,
		`  state         ${state}`
	];
	if (controls)
		lines.push('  controls      on: any program on this machine can control both servers');
	return lines;
}

import { ensureBuilt } from '../build.js';
import { ensureInstalled } from '../install.js';

/**
 * `npm run build`: installs and builds what has changed.
 *
 * @type {import('../run.js').Command}
 */
export async function main(_args, signal) {
	await ensureInstalled(signal);
	if (!(await ensureBuilt({ signal }))) console.log('The build is up to date.');
	return 0;
}

import { ensureInstalled } from '../install.js';
import { runTool } from '../tool.js';

/**
 * `npm run bench`: all benchmarks, or those whose file names contain one of the arguments.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	await ensureInstalled(signal);
	return runTool('vitest', ['run', '--config', 'bench/vitest.config.ts', ...args], { signal });
}

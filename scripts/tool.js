import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename, join } from 'node:path';
import { endProcess } from './end-process.js';
import { ROOT } from './root.js';

/**
 * How a program is run. `print` takes what the program writes; without it that goes to this terminal.
 * `isBackground`: it leaves the processor to others that want it.
 *
 * @typedef {object} RunOptions
 * @property {AbortSignal} signal
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {(text: string) => void} [print]
 * @property {boolean} [isBackground]
 */

/** @typedef {RunOptions & { node?: string }} NodeOptions `node` is another Node than the one that runs us */

/**
 * Runs a command of an installed package, such as `vite build`, and resolves with its exit code.
 *
 * It is run by this Node rather than by a shell, which needs another name for it on Windows.
 *
 * @param {string} command the command's name
 * @param {string[]} args
 * @param {RunOptions & { from?: string }} options `from` is the package that brings the
 *   command, when it is called otherwise
 * @returns {Promise<number>}
 */
export function runTool(command, args, { from, ...options }) {
	return runNode([toolScript(command, from), ...args], options);
}

/**
 * The script behind a command of an installed package.
 *
 * @param {string} command the command's name
 * @param {string} [from] the package that brings the command, when it is called otherwise
 * @returns {string}
 */
export function toolScript(command, from = command) {
	const folder = join(ROOT, 'node_modules', from);
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs npm and resolves with its exit code: the npm that runs us, which on Windows cannot be found by
 * the name `npm` without a shell.
 *
 * @param {string[]} args
 * @param {NodeOptions} options
 * @returns {Promise<number>}
 */
export function runNpm(args, options) {
	const npm = process.env.npm_execpath;
	if (npm && basename(npm) === 'npm-cli.js') return runNode([npm, ...args], options);
	return runProgram('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Runs Node and resolves with its exit code.
 *
 * @param {string[]} args
 * @param {NodeOptions} options
 * @returns {Promise<number>}
 */
export function runNode(args, { node = process.execPath, ...options }) {
	return runProgram(node, args, options);
}

/**
 * Runs a program, in the repository's folder unless told another, and resolves with its exit code. Ends it
 * when `signal` is aborted, and then throws the signal's reason.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions & { shell?: boolean }} options
 * @returns {Promise<number>}
 */
export async function runProgram(
	program,
	args,
	{ signal, print, isBackground = false, shell = false, ...options }
) {
	signal.throwIfAborted();
	const child = spawn(program, args, {
		cwd: ROOT,
		...options,
		shell,
		stdio: print ? ['ignore', 'pipe', 'pipe'] : 'inherit'
	});
	// What it starts inherits its priority.
	if (isBackground && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text) => print?.(text));
	}
	const end = () => void endProcess(child);
	signal.addEventListener('abort', end);
	/** @type {number} */
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		// With `print`, all of the output has come by 'close'.
		child.once('close', (code) => resolve(code ?? 1));
	});
	signal.removeEventListener('abort', end);
	signal.throwIfAborted();
	return code;
}

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.js';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';

const USAGE =
	'Pass a token with `npm run doctor -- --token <jwt>`, or pipe it into `npm run doctor -- --token -`.';

/**
 * `npm run doctor`: checks what the app is set up to run on, step by step, and says what to do about
 * each step that fails.
 *
 * @type {import('./run.js').Command}
 */
export async function main(args, signal) {
	const token = await readToken(args, signal);
	await ensureInstalled(signal);
	// It needs installed packages, so it cannot be imported any earlier.
	const { examine } = await import('./doctor/examine.js');
	const failed = await examine({
		env: process.env,
		folder: ROOT,
		token,
		fetch,
		now: Date.now,
		print: (line) => console.log(line),
		signal
	});
	return failed === 0 ? 0 : 1;
}

/**
 * The token to check, or `undefined` when none is given.
 *
 * @param {string[]} args
 * @param {AbortSignal} signal
 * @param {import('node:stream').Readable & { isTTY?: boolean }} [input]
 * @returns {Promise<string | undefined>}
 * @throws {SetupError} for other arguments; it does not repeat them, since one can be a token
 */
export async function readToken(args, signal, input = process.stdin) {
	const written = readOption(args);
	if (written === undefined) return undefined;
	const token = written === '-' ? await readLine(input, signal) : written;
	// A browser's console shows a string in quotes.
	const bare = token.trim().replace(/^(['"])(.*)\1$/, '$2');
	if (!bare) throw new SetupError(`The token is empty. ${USAGE}`);
	return bare;
}

/** @param {string[]} args */
function readOption(args) {
	try {
		return parseArgs({ args, options: { token: { type: 'string' } } }).values.token;
	} catch {
		throw new SetupError(USAGE);
	}
}

/**
 * @param {import('node:stream').Readable & { isTTY?: boolean }} input
 * @param {AbortSignal} signal
 */
async function readLine(input, signal) {
	const isTyped = input.isTTY === true;
	if (isTyped) console.log('Paste the token and press Enter. It is not shown.');
	// Without `terminal`, it is shown, and a terminal takes no more than 1,024 characters on macOS.
	const lines = createInterface({ input, signal, terminal: isTyped });
	lines.on('SIGINT', () => lines.close());
	try {
		for await (const line of lines) return line;
		signal.throwIfAborted();
		return '';
	} finally {
		// While it is open, this process does not end.
		input.destroy();
	}
}

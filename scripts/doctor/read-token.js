import { parseArgs } from 'node:util';
import { readLine } from '../read-line.js';
import { SetupError } from '../setup-error.js';

const USAGE =
	'Pass a token with `npm run doctor -- --token <jwt>`, or pipe it into `npm run doctor -- --token -`.';

/**
 * The token to check, or `undefined` when none is given.
 *
 * @param {string[]} args
 * @param {AbortSignal} signal
 * @param {import('node:stream').Readable} [input]
 * @returns {Promise<string | undefined>}
 * @throws {SetupError} for other arguments; it does not repeat them, since one can be a token
 */
export async function readToken(args, signal, input) {
	const written = readOption(args);
	if (written === undefined) return undefined;
	const token = written === '-' ? await readLine('the token', signal, input) : written;
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

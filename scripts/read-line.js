import { createInterface } from 'node:readline';

/**
 * The first line of the input, such as a secret that is pasted or piped in. It is not shown.
 *
 * @param {string} what is wanted, as "the token"
 * @param {AbortSignal} signal
 * @param {import('node:stream').Readable & { isTTY?: boolean }} [input]
 * @returns {Promise<string>}
 */
export async function readLine(what, signal, input = process.stdin) {
	const isTyped = input.isTTY === true;
	if (isTyped) console.log(`Paste ${what} and press Enter. It is not shown.`);
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

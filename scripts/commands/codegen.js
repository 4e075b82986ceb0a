import { generate } from '../codegen.js';
import { ensureInstalled } from '../install.js';
import { ROOT } from '../root.js';

/**
 * `npm run codegen`: writes `convex/_generated`. It needs no account.
 *
 * @type {import('../run.js').Command}
 */
export async function main(_args, signal) {
	await ensureInstalled(signal);
	return generate(ROOT, { signal });
}

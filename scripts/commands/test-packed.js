import { ensureInstalled } from '../install.js';
import { testPackedApps } from '../packed-app.js';
import { PACKED_KINDS } from '../packed-kinds.js';
import { requireFreeTestPorts, testEnv } from '../test-target.js';

/**
 * `npm run test:packed`: the library's package alone, in new apps of all kinds, or of those that are
 * named; Playwright's own arguments choose among its tests.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	await requireFreeTestPorts();
	await ensureInstalled(signal);
	const { ensureBrowser } = await import('../browser.js');
	await ensureBrowser(signal);
	const all = Object.keys(PACKED_KINDS);
	const named = args.filter((arg) => all.includes(arg));
	return testPackedApps({
		signal,
		env: testEnv(),
		kinds: named.length > 0 ? named : all,
		args: args.filter((arg) => !named.includes(arg))
	});
}

import { SetupError } from '../../scripts/setup-error.js';
import { appServer } from '../../scripts/servers.js';
import { testEnv, testTarget } from '../../scripts/test-target.js';
import { runTool } from '../../scripts/tool.js';
import type { Network } from '../../src/lib/offline-kit/index.ts';
import { untilInstalled } from '../../tests/e2e/app.ts';
import { placePages, STAND_INS, withProfile } from './profile.ts';

const BUILD_FOLDER = '.svelte-kit/peer-build';
const CONFIG = 'bench/launch/without-services.config.ts';

/**
 * Puts the same app without Clerk and Convex in it in the place of ours, in a profile in which ours is
 * installed: it finds the same user and the same messages on the device.
 */
export async function installPeer(profile: string, network: Network): Promise<void> {
	const { signal } = new AbortController();
	const env = { ...testEnv(), NODE_ENV: 'production', BUILD_FOLDER, BUILD_ID: 'peer' };
	const args = ['build', '--logLevel', 'warn', '--config', CONFIG];
	const code = await runTool('vite', args, { signal, env });
	if (code !== 0) throw new SetupError(`The peer's build has failed (vite build: ${code}).`);

	const server = appServer({ target: testTarget(), buildFolder: BUILD_FOLDER, env });
	const url = (await server.start()).replace('127.0.0.1', 'localhost');
	try {
		await withProfile(profile, network, async (page) => {
			// A page of that origin on which no app runs.
			await page.goto(url + STAND_INS.floor);
			await page.evaluate(async () => {
				for (const worker of await navigator.serviceWorker.getRegistrations())
					await worker.unregister();
				for (const name of await caches.keys()) await caches.delete(name);
			});
			await page.goto(url);
			await untilInstalled(page);
			await placePages(page);
		});
	} finally {
		await server.stop();
	}
}

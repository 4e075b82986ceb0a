/** The app from a build of the tests' own, to publish other versions and to break files in it. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashAppFiles } from '../../scripts/hash-app-files.js';
import { TEST_BUILD_FOLDER } from '../../scripts/test-target.js';
import { Servers, test as base } from '../offline-kit/index.ts';

interface TestFixtures {
	freshBuild: void;
}

interface WorkerFixtures {
	servers: Servers;
	/** Where the build is served from. */
	buildFolder: string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
	buildFolder: [
		async ({ browserName: _ }, use) => {
			const folder = await mkdtemp(join(tmpdir(), 'build-'));
			await use(folder);
			await rm(folder, { recursive: true, force: true });
		},
		{ scope: 'worker' }
	],
	servers: [({ buildFolder }, use) => Servers.during(use, { buildFolder }), { scope: 'worker' }],
	freshBuild: [
		async ({ buildFolder }, use) => {
			await cp(TEST_BUILD_FOLDER, buildFolder, { recursive: true });
			await use();
		},
		{ auto: true }
	]
});

/** Changes one file of a build. */
export async function rewrite(
	buildFolder: string,
	path: string,
	change: (content: string) => string
): Promise<void> {
	const file = join(buildFolder, path);
	await writeFile(file, change(await readFile(file, 'utf8')));
}

/** Publishes a version that differs in one word of the page, and in nothing else that is seen. */
export async function publishNewVersion(buildFolder: string): Promise<void> {
	await rewrite(buildFolder, '200.html', (page) => page.replace('<html', '<html data-version="2"'));
	await rewrite(buildFolder, '_app/version.json', () => JSON.stringify({ version: '2' }));
	hashAppFiles(buildFolder);
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foldUnreleased } from '../changelog.js';
import { ROOT } from '../root.js';
import { runTool } from '../tool.js';

/**
 * `npm run version-packages`: turns the changesets into a version and a part of CHANGELOG.md. The workflow
 * `release.yml` runs it.
 *
 * @type {import('../run.js').Command}
 */
export async function main(_args, signal) {
	const code = await runTool('changeset', ['version'], { signal, from: '@changesets/cli' });
	if (code !== 0) return code;
	const path = join(ROOT, 'CHANGELOG.md');
	await writeFile(path, foldUnreleased(await readFile(path, 'utf8')));
	return runTool('prettier', ['--write', 'CHANGELOG.md', 'package.json'], { signal });
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/root.js';

test('no door of the package is larger than docs/size.md says', async () => {
	const env = { ...process.env, NODE_ENV: 'production' };
	const run = promisify(execFile)(process.execPath, [join(ROOT, 'scripts/run.js'), 'size'], {
		env
	});
	const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
	expect(stdout).toContain('clerk-convex-svelte/testing');
	// If it is worth it: `npm run size -- --write`, and commit docs/size.md.
	expect(stderr).not.toContain('TOO LARGE');
});

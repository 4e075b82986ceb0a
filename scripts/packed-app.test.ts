import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { installApp } from './packed-app.js';
import { SetupError } from './setup-error.js';

it('says that it needs the registry when that cannot be reached', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'no-registry-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	await writeFile(join(folder, 'package.json'), '{ "dependencies": { "svelte": "^5.0.0" } }');
	const installed = installApp(folder, {
		signal: new AbortController().signal,
		env: {
			...process.env,
			npm_config_registry: 'http://127.0.0.1:1',
			npm_config_cache: join(folder, 'cache'),
			npm_config_fetch_retries: '0',
			npm_config_loglevel: 'silent'
		}
	});
	await expect(installed).rejects.toThrow(SetupError);
	await expect(installed).rejects.toThrow('npm registry');
});

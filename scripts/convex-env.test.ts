import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { changeVariables } from './commands/convex-env.js';

it('sets, reads, lists and removes variables, whatever is in their values', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'convex-env-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const run = async (...args: string[]) => {
		const lines: string[] = [];
		const code = await changeVariables(args, join(folder, 'variables'), (line) => lines.push(line));
		return { code, lines };
	};
	const odd = `it's # "quoted" = \\n $HOME`;
	await run('set', 'ODD', odd);
	await run('set', 'PLAIN', 'before');
	await run('set', 'PLAIN', 'a\nb');
	expect(await run('get', 'ODD')).toEqual({ code: 0, lines: [odd] });
	expect(await run('list')).toEqual({ code: 0, lines: [`ODD=${odd}`, 'PLAIN=a\nb'] });
	await run('remove', 'ODD');
	expect(await run('get', 'ODD')).toEqual({ code: 1, lines: [''] });
	await expect(run('set', 'CONVEX_CLOUD_URL', 'x')).rejects.toThrow('set by the local servers');
	for (const wrong of [['set', 'A'], ['set', '1A', 'x'], ['get'], []]) {
		await expect(run(...wrong)).rejects.toThrow('npm run convex:env -- set NAME VALUE');
	}
});

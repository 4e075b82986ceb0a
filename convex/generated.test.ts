// @vitest-environment node
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../scripts/codegen.js';

const convex = import.meta.dirname;
const root = path.dirname(convex);

test('api.d.ts names every module of this folder and no other', async () => {
	const modules = (await readdir(convex))
		.filter((file) => /^[^.]+\.ts$/.test(file) && file !== 'schema.ts')
		.map((file) => file.replace('.ts', ''));
	const api = await readFile(path.join(convex, '_generated/api.d.ts'), 'utf8');
	const named = [...api.matchAll(/from "\.\.\/(.+)\.js"/g)].map(([, name]) => name);
	expect(named.sort()).toEqual(modules.sort());
});

test('what is committed is what `npm run codegen` writes', { timeout: 300_000 }, async () => {
	const copy = await mkdtemp(path.join(tmpdir(), 'convex-codegen-'));
	try {
		await cp(path.join(root, 'package.json'), path.join(copy, 'package.json'));
		await cp(convex, path.join(copy, 'convex'), { recursive: true });
		await rm(path.join(copy, 'convex/_generated'), { recursive: true });
		await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
		const { signal } = new AbortController();
		expect(await generate(copy, { signal, print: () => {} })).toBe(0);
		expect(await contents(path.join(convex, '_generated'))).toEqual(
			await contents(path.join(copy, 'convex/_generated'))
		);
	} finally {
		await rm(copy, { recursive: true });
	}
});

async function contents(folder: string): Promise<Map<string, string>> {
	const read = async (file: string): Promise<[string, string]> => [
		file,
		await readFile(path.join(folder, file), 'utf8')
	];
	return new Map(await Promise.all((await readdir(folder)).sort().map(read)));
}

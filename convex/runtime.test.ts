// @vitest-environment node
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test("the functions and their packages run in Convex's own runtime, which has nothing of Node", async () => {
	const files = await readdir(import.meta.dirname);
	// With esbuild's settings as in Convex's CLI. It fails on an import that only Node has.
	const { errors } = await build({
		entryPoints: files
			.filter((file) => /^\w+\.ts$/.test(file))
			.map((file) => path.join(import.meta.dirname, file)),
		bundle: true,
		platform: 'browser',
		format: 'esm',
		target: 'esnext',
		conditions: ['convex', 'module'],
		outdir: 'unused',
		write: false,
		logLevel: 'silent'
	});
	expect(errors).toEqual([]);
});

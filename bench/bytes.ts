import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, transform, type Plugin } from 'esbuild';
import { compileModule } from 'svelte/compiler';

const ROOT = join(import.meta.dirname, '..');

/** How large code is, in bytes. */
export interface Bytes {
	minified: number;
	gzip: number;
	brotli: number;
}

/** How large a bundle is, and what of it, minified, comes from which file of the repository. */
export interface BundleBytes extends Bytes {
	files: Record<string, number>;
}

/** How large code is that is minified already. */
export function bytesOf(code: string | Uint8Array): Bytes {
	const bytes = Buffer.from(code);
	const { length: gzip } = gzipSync(bytes, { level: 9 });
	return { minified: bytes.length, gzip, brotli: brotliCompressSync(bytes).length };
}

/**
 * Bundles and minifies what a module takes of others, without what it takes of these packages.
 *
 * @param code the module, which lies in the root of the repository
 */
export async function bundleBytes(
	code: string,
	{ without = [] }: { without?: string[] } = {}
): Promise<BundleBytes> {
	const { outputFiles, metafile } = await build({
		stdin: { contents: code, resolveDir: ROOT, loader: 'ts' },
		external: without.flatMap((name) => [name, `${name}/*`]),
		bundle: true,
		minify: true,
		write: false,
		metafile: true,
		format: 'esm',
		platform: 'browser',
		target: 'es2022',
		legalComments: 'none',
		absWorkingDir: ROOT,
		plugins: [runes]
	});
	const [output] = outputFiles;
	const [meta] = Object.values(metafile.outputs);
	if (!output || !meta) throw new Error('esbuild has bundled nothing.');
	const files = Object.fromEntries(
		Object.entries(meta.inputs)
			.filter(([file]) => file !== '<stdin>')
			.map(([file, { bytesInOutput }]) => [file, bytesInOutput])
	);
	return { ...bytesOf(output.contents), files };
}

/** Compiles modules with runes for a browser. */
const runes: Plugin = {
	name: 'runes',
	setup(bundling) {
		bundling.onLoad({ filter: /\.svelte\.ts$/ }, async ({ path }) => {
			const { code } = await transform(await readFile(path, 'utf8'), {
				loader: 'ts',
				target: 'es2022',
				tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } }
			});
			const filename = relative(ROOT, path);
			return { contents: compileModule(code, { filename, generate: 'client' }).js.code };
		});
	}
};

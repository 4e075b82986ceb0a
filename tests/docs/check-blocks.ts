/** Checks the types of code blocks against the library, by svelte-check, as an app of its users would. */
import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/root.js';
import type { CodeBlock } from './markdown.ts';

/** Within SvelteKit's own folder: git and lint ignore it, and the types that SvelteKit makes are beside it. */
const FOLDER = join(ROOT, '.svelte-kit/doc-blocks');

const TSCONFIG = {
	extends: '../../tsconfig.json',
	compilerOptions: {
		paths: {
			'clerk-convex-svelte': ['../../src/lib/index.ts'],
			'clerk-convex-svelte/kit': ['../../src/lib/kit/index.ts'],
			'clerk-convex-svelte/server': ['../../src/lib/server/index.ts'],
			'clerk-convex-svelte/devtools': ['../../src/lib/devtools/index.ts'],
			'clerk-convex-svelte/testing': ['../../src/lib/offline-kit/index.ts'],
			$lib: ['../../src/lib'],
			'$convex/*': ['../../convex/*']
		}
	},
	include: ['./**/*', '../ambient.d.ts', '../../src/app.d.ts'],
	exclude: []
};

/** The languages that are checked, and the ends of their files' names. */
const EXTENSIONS: Readonly<Record<string, string>> = { ts: 'ts', js: 'js', svelte: 'svelte' };

/** Whether a block is code whose types can be checked. */
export function isChecked({ language }: CodeBlock): boolean {
	return language in EXTENSIONS;
}

/**
 * Checks blocks and returns what is wrong with each, as `file:line: message`.
 *
 * A block whose first line is a comment with a file's name, `// src/deliveries.ts`, is that file: other blocks of
 * the same document can import it. What they import from `convex/` is this repository's.
 *
 * @throws when svelte-check does not run
 */
export async function checkBlocks(
	blocks: readonly CodeBlock[]
): Promise<ReadonlyMap<CodeBlock, readonly string[]>> {
	await rm(FOLDER, { recursive: true, force: true });
	await mkdir(FOLDER, { recursive: true });
	await writeFile(join(FOLDER, 'tsconfig.json'), JSON.stringify(TSCONFIG));
	const files = new Map<string, CodeBlock>();
	for (const block of blocks) {
		const file = fileOf(block);
		const path = join(FOLDER, file);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, block.code.replace(/(['"])(?:\.{1,2}\/)+convex\//g, '$1$convex/'));
		files.set(`.svelte-kit/doc-blocks/${file}`, block);
	}
	const problems = new Map(blocks.map((block) => [block, [] as string[]]));
	for (const { filename, start, message } of parse(await runSvelteCheck())) {
		const block = files.get(filename);
		if (!block) throw new Error(`${filename} is no block of a document: ${message}`);
		const line = block.line + start.line;
		problems.get(block)?.push(`${block.document}:${line}: ${message}`);
	}
	return problems;
}

function fileOf({ document, line, language, code }: CodeBlock): string {
	const folder = document.replaceAll(/\W+/g, '-');
	const [, named] = /^(?:\/\/|<!--) (\S+\.(?:ts|js|svelte))(?: -->)?\n/.exec(code) ?? [];
	return join(folder, named ?? `block-at-${line}.${EXTENSIONS[language]}`);
}

/** What svelte-check says of one place; lines count from 0. */
interface Problem {
	filename: string;
	start: { line: number };
	message: string;
}

function parse(output: string): Problem[] {
	return output.split('\n').flatMap((line) => {
		const [, json] = /^\d+ (\{.*\})$/.exec(line) ?? [];
		return json === undefined ? [] : [JSON.parse(json) as Problem];
	});
}

async function runSvelteCheck(): Promise<string> {
	const script = join(ROOT, 'node_modules/svelte-check/bin/svelte-check');
	const options = ['--output', 'machine-verbose', '--threshold', 'error'];
	const args = [script, '--tsconfig', join(FOLDER, 'tsconfig.json'), ...options];
	const child = spawn(process.execPath, args, { cwd: ROOT });
	let output = '';
	child.stdout.on('data', (data) => (output += String(data)));
	child.stderr.on('data', (data) => (output += String(data)));
	await new Promise((resolve) => child.once('close', resolve));
	if (!/^\d+ COMPLETED/m.test(output)) throw new Error(`svelte-check has not run: ${output}`);
	return output;
}

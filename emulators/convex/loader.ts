/** Bundles a folder of functions with esbuild and loads it: the app's own, or a component's. */
import { watch, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HttpRouter } from 'convex/server';
import type { PropertyValidators, ValidatorJSON } from 'convex/values';
import { build, type Plugin } from 'esbuild';
import { PRIVATE_FILE } from '../private-folder.js';
import { StateFileError } from '../state-file-error.ts';
import type { AuthProvider } from './auth.ts';
import type { Cron } from './crons.ts';
import { UnsupportedError } from './errors.ts';
import type { FunctionKind } from './invocation.ts';
import type { ExportedSchema } from './schema.ts';

/** A function of the folder. */
export interface LoadedFunction {
	kind: FunctionKind;
	isPublic: boolean;
	args: ValidatorJSON;
	returns: ValidatorJSON | null;
	/** Runs it: JSON text of the argument list in, JSON text of the result out. */
	invoke: (args: string) => Promise<string>;
}

/** A function as the convex package registers it: as one of the three kinds. */
interface Registered {
	isPublic?: true;
	exportArgs(): string;
	exportReturns(): string;
	invokeQuery?(args: string): Promise<string>;
	invokeMutation?(args: string): Promise<string>;
	invokeAction?(requestId: string, args: string): Promise<string>;
}

/** Where a component is installed: its name there, its folder, its variables and the prefix of its routes. */
export type Installed = [
	name: string,
	definition: { componentDefinitionPath: string },
	env: Record<string, string | { __envVarRef: string }> | null,
	httpPrefix: string | undefined
];

interface BundledModule {
	modules: Record<string, Record<string, unknown>>;
	schema?: { default: { export(): string } };
	auth?: { default: { providers: AuthProvider[] } };
	config?: {
		default: { _childComponents: Installed[]; _env?: PropertyValidators; _httpPrefix?: string };
	};
}

/**
 * Loads a functions folder. `env` is all that `process.env` holds inside the functions. Throws when
 * the folder does not build, or a module throws.
 */
export async function loadFunctions(folder: string, outfile: string, env: Record<string, string>) {
	const { outputFiles } = await build({
		stdin: { contents: entryFor(await readdir(folder, { recursive: true })), resolveDir: folder },
		bundle: true,
		platform: 'node',
		format: 'esm',
		sourcemap: 'inline',
		outfile,
		banner: { js: COMMON_JS },
		define: { 'process.env': JSON.stringify(env) },
		inject: [join(import.meta.dirname, 'function-globals.ts')],
		plugins: [ownConvex, componentDefinitions],
		write: false,
		logLevel: 'silent'
	});
	save(outfile, outputFiles[0]?.contents ?? new Uint8Array());
	// A module is loaded once for each URL, so each version needs one of its own.
	const url = `${pathToFileURL(outfile).href}?v=${crypto.randomUUID()}`;
	const { modules, schema, auth, config } = (await import(url)) as BundledModule;
	if (config?.default._httpPrefix !== undefined)
		throw new UnsupportedError('httpPrefix of the app');
	const crons = modules.crons?.default as { export(): string } | undefined;
	return {
		functions: Object.entries(modules).flatMap(functionsIn),
		router: modules.http?.default as HttpRouter | undefined,
		crons: JSON.parse(crons?.export() ?? '{}') as Record<string, Cron>,
		children: config?.default._childComponents ?? [],
		variables: config?.default._env ?? {},
		schema: JSON.parse(schema?.default.export() ?? NO_SCHEMA) as ExportedSchema,
		providers: auth?.default.providers ?? []
	};
}

const NO_SCHEMA = '{"tables":[],"schemaValidation":false}';

/** What a CommonJS module finds around it, and the bundle, which is an ES module, does not have. */
const COMMON_JS = `import { createRequire as requireFor } from 'node:module';
const require = requireFor(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

function save(outfile: string, contents: Uint8Array): void {
	try {
		writeFileSync(outfile, contents, { mode: PRIVATE_FILE });
	} catch (error) {
		throw new StateFileError('The local Convex', 'write', outfile, error);
	}
}

/** Calls back after a file in the folder has changed. Returns how to stop. */
export function watchFolder(folder: string, onChange: () => void): () => void {
	let pending: NodeJS.Timeout | undefined;
	const watcher = watch(folder, { recursive: true }, () => {
		clearTimeout(pending);
		// Editors write a file in several steps.
		pending = setTimeout(onChange, 50);
	});
	return () => {
		clearTimeout(pending);
		watcher.close();
	};
}

/** Functions share the server's copy of the convex package, wherever the bundle lies. */
const ownConvex: Plugin = {
	name: 'own-convex',
	setup: (esbuild) => {
		const require = createRequire(import.meta.url);
		esbuild.onResolve({ filter: /^convex(\/|$)/ }, ({ path }) => {
			const esm = require.resolve(path).replace(/([\\/]dist[\\/])cjs([\\/])/, '$1esm$2');
			return { path: pathToFileURL(esm).href, external: true };
		});
	}
};

/** What a convex.config.ts imports from another is the definition there, with the folder that it lies in. */
const componentDefinitions: Plugin = {
	name: 'component-definitions',
	setup: (esbuild) => {
		const filter = /\/convex\.config(\.[jt]s)?$/;
		esbuild.onResolve({ filter }, async ({ path, importer, namespace, pluginData, ...from }) => {
			if (pluginData || namespace !== 'file' || !filter.test(importer)) return undefined;
			const found = await esbuild.resolve(path, { ...from, importer, pluginData: 'found' });
			return { ...found, namespace: 'component' };
		});
		esbuild.onLoad({ filter: /./, namespace: 'component' }, ({ path }) => {
			const folder = JSON.stringify(dirname(path));
			const contents = `import definition from ${JSON.stringify(path)};
				const defaultName = definition._name;
				export default Object.assign(definition, { componentDefinitionPath: ${folder}, defaultName });`;
			return { contents, resolveDir: dirname(path) };
		});
	}
};

/** One module that exports all the others. What is a function module, the Convex CLI decides so too. */
function entryFor(files: string[]): string {
	const paths = files.map((file) => `./${file.replaceAll('\\', '/')}`);
	const isOther = /^\.\/_generated\/|\/node_modules\/|\/schema\.\w+$/;
	// A folder within with a definition of its own is a component.
	const components = paths
		.filter((path) => /[^.]\/convex\.config\.[jt]s$/.test(path))
		.map((path) => posix.dirname(path));
	const modules = paths.filter(
		(path) =>
			/\/\w+\.[jt]sx?$/.test(path) &&
			!isOther.test(path) &&
			!components.some((folder) => path.startsWith(`${folder}/`))
	);
	const lines = modules.map((path, i) => `import * as m${i} from '${path}';`);
	const names = modules.map((path, i) => `'${path.slice(2).replace(/\.\w+$/, '')}': m${i}`);
	lines.push(`export const modules = { ${names.join(', ')} };`);
	for (const [name, file] of [['schema'], ['auth', 'auth.config'], ['config', 'convex.config']]) {
		const path = paths.find((one) => /^(.*)\.[jt]s$/.exec(one)?.[1] === `./${file ?? name}`);
		if (path) lines.push(`export * as ${name} from '${path}';`);
	}
	return lines.join('\n');
}

function functionsIn([module, exports]: [string, Record<string, unknown>]) {
	return Object.entries(exports).flatMap(([name, value]): [string, LoadedFunction][] => {
		const found = value as Registered | null | undefined;
		if (typeof found?.exportArgs !== 'function') return [];
		const kind = found.invokeQuery ? 'query' : found.invokeMutation ? 'mutation' : 'action';
		const args = JSON.parse(found.exportArgs()) as ValidatorJSON;
		const returns = JSON.parse(found.exportReturns()) as ValidatorJSON | null;
		const invoke = async (list: string) =>
			(await (found.invokeQuery ?? found.invokeMutation)?.(list)) ??
			(await found.invokeAction?.('', list)) ??
			'null';
		return [
			[`${module}:${name}`, { kind, isPublic: found.isPublic === true, args, returns, invoke }]
		];
	});
}

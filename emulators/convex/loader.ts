/** Bundles the functions folder with esbuild and loads it. */
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ValidatorJSON } from 'convex/values';
import { build, type Plugin } from 'esbuild';
import type { AuthProvider } from './auth.ts';
import type { FunctionKind } from './invocation.ts';
import { readSchema, type TableDefinition } from './schema.ts';

/** A registered function of the folder. */
export interface LoadedFunction {
	kind: FunctionKind;
	isPublic: boolean;
	args: ValidatorJSON;
	returns: ValidatorJSON | null;
	/** Runs it: JSON text of the argument list in, JSON text of the result out. */
	invoke: (args: string) => Promise<string>;
}

/** All there is in a functions folder. */
export interface FunctionsFolder {
	functions: ReadonlyMap<string, LoadedFunction>;
	tables: TableDefinition[];
	providers: AuthProvider[];
}

/** A function as the convex package registers it. */
interface Registered {
	isPublic?: true;
	isQuery?: true;
	isMutation?: true;
	isAction?: true;
	exportArgs(): string;
	exportReturns(): string;
	invokeQuery(args: string): Promise<string>;
	invokeMutation(args: string): Promise<string>;
	invokeAction(requestId: string, args: string): Promise<string>;
}

interface BundledModule {
	modules: Record<string, Record<string, unknown>>;
	schema?: { export(): string };
	auth?: { providers: AuthProvider[] };
}

let version = 0;

/**
 * Loads a functions folder. `env` is all that `process.env` holds inside the functions. Throws when
 * the folder does not build or a module throws.
 */
export async function loadFunctions(
	folder: string,
	{ outDir, env }: { outDir: string; env: Record<string, string> }
): Promise<FunctionsFolder> {
	const files = (await readdir(folder, { recursive: true })).map((f) => f.replaceAll('\\', '/'));
	const modules = files.filter(isModule);
	const imports = modules.map(
		(file, i) => `import * as m${i} from ${JSON.stringify(`./${file}`)};`
	);
	const entries = modules.map((file, i) => `${JSON.stringify(file.replace(/\.\w+$/, ''))}: m${i}`);
	const optional = [
		files.includes('schema.ts') && `export { default as schema } from './schema.ts';`,
		files.includes('auth.config.ts') && `export { default as auth } from './auth.config.ts';`
	].filter(Boolean);
	const outfile = resolve(outDir, 'functions.mjs');
	await build({
		stdin: {
			contents: [...imports, `export const modules = { ${entries.join(', ')} };`, ...optional].join(
				'\n'
			),
			resolveDir: resolve(folder),
			loader: 'ts'
		},
		bundle: true,
		platform: 'node',
		format: 'esm',
		sourcemap: 'inline',
		outfile,
		define: { 'process.env': JSON.stringify(env) },
		inject: [join(import.meta.dirname, 'function-globals.ts')],
		plugins: [ownConvex],
		logLevel: 'silent'
	});
	// A module is loaded once for each URL, so each version needs one of its own.
	const url = `${pathToFileURL(outfile).href}?v=${++version}`;
	const bundle = (await import(/* @vite-ignore */ url)) as BundledModule;
	return {
		functions: new Map(Object.entries(bundle.modules).flatMap(registeredIn)),
		tables: readSchema(bundle.schema?.export() ?? '{"tables":[]}'),
		providers: bundle.auth?.providers ?? []
	};
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
	setup({ onResolve }) {
		const { resolve: find } = createRequire(import.meta.url);
		onResolve({ filter: /^convex(\/|$)/ }, ({ path }) => {
			const esm = find(path).replace(/([\\/]dist[\\/])cjs([\\/])/, '$1esm$2');
			return { path: pathToFileURL(esm).href, external: true };
		});
	}
};

/** As the Convex CLI decides it: generated files, the schema, tests and configuration are none. */
function isModule(file: string): boolean {
	const name = file.slice(file.lastIndexOf('/') + 1);
	if (file.startsWith('_generated/') || file.includes('node_modules/')) return false;
	return /^\w+\.[jt]sx?$/.test(name) && !/^schema\.[jt]s$/.test(name);
}

function registeredIn([module, exports]: [string, Record<string, unknown>]) {
	return Object.entries(exports).flatMap(([name, value]): [string, LoadedFunction][] => {
		const found = value as Registered | null | undefined;
		if (typeof found?.exportArgs !== 'function') return [];
		const invoke = invokerOf(found);
		if (!invoke) return [];
		const loaded = {
			...invoke,
			isPublic: found.isPublic === true,
			args: JSON.parse(found.exportArgs()) as ValidatorJSON,
			returns: JSON.parse(found.exportReturns()) as ValidatorJSON | null
		};
		return [[`${module}:${name}`, loaded]];
	});
}

function invokerOf(found: Registered): Pick<LoadedFunction, 'kind' | 'invoke'> | undefined {
	if (found.isQuery) return { kind: 'query', invoke: (args) => found.invokeQuery(args) };
	if (found.isMutation) return { kind: 'mutation', invoke: (args) => found.invokeMutation(args) };
	if (found.isAction) return { kind: 'action', invoke: (args) => found.invokeAction('', args) };
	return undefined;
}

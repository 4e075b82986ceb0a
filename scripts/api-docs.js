/**
 * What of the library an app sees, by the types that the package has: a report of each door, in which every
 * public change shows, and pages made of the docstrings.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import {
	CompilerState,
	Extractor,
	ExtractorConfig,
	ExtractorLogLevel
} from '@microsoft/api-extractor';
import { emitDts } from 'svelte2tsx';
import { Application } from 'typedoc';
import { ROOT } from './root.js';

/** Where the documents are, from the repository's folder. */
export const API_FOLDER = 'docs/api';

/** Within SvelteKit's own folder: git and lint ignore it, and it is below the packages that the types import. */
const WORK = join(ROOT, '.svelte-kit/api');
const TYPES = join(WORK, 'types');
const REPORTS = join(WORK, 'reports');

const COMPILER_OPTIONS = {
	module: 'ESNext',
	moduleResolution: 'Bundler',
	target: 'ES2023',
	lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
	strict: true,
	skipLibCheck: true,
	types: ['node']
};

/**
 * Makes the documents of all doors.
 *
 * @returns {Promise<Map<string, string>>} their texts by their names
 */
export async function makeApiDocs() {
	await rm(WORK, { recursive: true, force: true });
	await emitTypes();
	const doors = await makeDoors();
	return new Map([...(await reports(doors)), ...(await pages(doors))]);
}

/** The documents that are there. */
export async function readApiDocs() {
	const names = (await readdir(join(ROOT, API_FOLDER))).filter((name) => name.endsWith('.md'));
	return new Map(await Promise.all(names.map((name) => read(join(ROOT, API_FOLDER), name))));
}

/** @param {ReadonlyMap<string, string>} docs */
export async function writeApiDocs(docs) {
	await rm(join(ROOT, API_FOLDER), { recursive: true, force: true });
	await mkdir(join(ROOT, API_FOLDER), { recursive: true });
	for (const [name, text] of docs) await writeFile(join(ROOT, API_FOLDER, name), text);
}

/** The types of the library's modules, as svelte-package makes them. */
async function emitTypes() {
	const tsconfig = join(WORK, 'tsconfig.emit.json');
	const toRoot = relative(WORK, ROOT);
	await writeJson(tsconfig, {
		extends: `${toRoot}/tsconfig.json`,
		include: [`${toRoot}/src/lib/**/*`, `${toRoot}/src/app.d.ts`],
		exclude: [`${toRoot}/src/lib/**/*.test.ts`, `${toRoot}/src/lib/fakes/**`]
	});
	await emitDts({
		libRoot: join(ROOT, 'src/lib'),
		svelteShimsPath: join(ROOT, 'node_modules/svelte2tsx/svelte-shims-v4.d.ts'),
		declarationDir: TYPES,
		tsconfig
	});
}

/**
 * One file for each door of the package, with the door's name.
 *
 * @returns {Promise<{ name: string, file: string }[]>}
 */
async function makeDoors() {
	const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	/** @type {[string, { types?: string }][]} */
	const entries = Object.entries(exports);
	const doors = entries.flatMap(([path, { types }]) =>
		types ? [{ name: path.replace(/^\.\/?/, '') || 'index', types }] : []
	);
	return Promise.all(
		doors.map(async ({ name, types }) => {
			const file = join(WORK, `doors/${name}.d.ts`);
			const module = types.replace('./dist', '../types').replace('.d.ts', '.js');
			await mkdir(dirname(file), { recursive: true });
			await writeFile(file, `export * from '${module}';\n`);
			return { name, file };
		})
	);
}

/**
 * @param {{ name: string, file: string }[]} doors
 * @returns {Promise<[string, string][]>}
 */
async function reports(doors) {
	await mkdir(REPORTS, { recursive: true });
	const files = doors.map(({ file }) => file);
	const configs = doors.map((door) => configOf(door, files));
	const [first] = configs;
	// TypeScript reads the library once, for all doors.
	const compilerState = first && CompilerState.create(first, { additionalEntryPoints: files });
	for (const config of configs) {
		Extractor.invoke(config, {
			compilerState,
			localBuild: true,
			messageCallback: (message) => {
				if (message.logLevel === 'error') throw new Error(message.formatMessageWithLocation(ROOT));
				message.handled = true;
			}
		});
	}
	return Promise.all(configs.map(({ reportFilePath }) => read(REPORTS, basename(reportFilePath))));
}

/**
 * @param {{ name: string, file: string }} door
 * @param {string[]} files those of all doors
 */
function configOf({ name, file }, files) {
	return ExtractorConfig.prepare({
		configObject: {
			projectFolder: ROOT,
			mainEntryPointFilePath: file,
			newlineKind: 'lf',
			compiler: { overrideTsconfig: { compilerOptions: COMPILER_OPTIONS, files } },
			apiReport: {
				enabled: true,
				reportFileName: `${name}.api.md`,
				reportFolder: REPORTS,
				reportTempFolder: join(WORK, 'temp'),
				includeForgottenExports: true
			},
			docModel: { enabled: false },
			dtsRollup: { enabled: false },
			tsdocMetadata: { enabled: false },
			messages: {
				compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
				extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
				tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } }
			}
		},
		configObjectFullPath: undefined,
		packageJsonFullPath: join(ROOT, 'package.json')
	});
}

/**
 * @param {{ name: string, file: string }[]} doors
 * @returns {Promise<[string, string][]>}
 */
async function pages(doors) {
	const tsconfig = join(WORK, 'tsconfig.pages.json');
	const entryPoints = doors.map(({ file }) => file);
	await writeJson(tsconfig, { compilerOptions: COMPILER_OPTIONS, files: entryPoints });
	const out = join(WORK, 'pages');
	/** @type {import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions} */
	const options = {
		plugin: ['typedoc-plugin-markdown'],
		entryPoints,
		tsconfig,
		out,
		logLevel: 'Error',
		// The reports have checked the types.
		skipErrorChecking: true,
		name: 'The API',
		readme: 'none',
		disableSources: true,
		excludeExternals: true,
		outputFileStrategy: 'modules',
		entryFileName: 'README',
		hidePageHeader: true,
		hideBreadcrumbs: true,
		parametersFormat: 'table',
		interfacePropertiesFormat: 'table',
		classPropertiesFormat: 'table',
		typeAliasPropertiesFormat: 'table',
		typeDeclarationFormat: 'table'
	};
	const app = await Application.bootstrapWithPlugins(options);
	const project = await app.convert();
	if (!project) throw new Error('The pages of the API cannot be made.');
	await app.generateOutputs(project);
	const names = await readdir(out);
	return Promise.all(names.map((name) => read(out, name)));
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<[string, string]>}
 */
async function read(folder, name) {
	return [name, await readFile(join(folder, name), 'utf8')];
}

/**
 * @param {string} path
 * @param {unknown} value
 */
async function writeJson(path, value) {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, JSON.stringify(value));
}

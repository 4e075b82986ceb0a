/**
 * Writes `convex/_generated` without a deployment: by Convex's CLI, whose way without one leaves out the
 * components, and these by what `convex.config.ts` installs.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runTool } from './tool.js';

/**
 * @param {string} cwd the folder that `convex` lies in
 * @param {import('./tool.js').RunOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function generate(cwd, options) {
	const args = ['codegen', '--system-udfs', '--typecheck=disable'];
	const code = await runTool('convex', args, { ...options, cwd });
	const folder = join(cwd, 'convex');
	if (code === 0 && existsSync(join(folder, 'convex.config.ts'))) {
		// The functions import it, and are loaded to see what is installed.
		exportComponents(folder);
		declareComponents(folder, await installedComponents(folder));
	}
	return code;
}

/**
 * The components that the app installs, by name, each with its folder.
 *
 * @param {string} folder
 * @returns {Promise<Map<string, string>>}
 */
async function installedComponents(folder) {
	// It needs installed packages, so it cannot be imported any earlier.
	const { tsImport } = await import('tsx/esm/api');
	const { loadFunctions } = /** @type {typeof import('../emulators/convex/loader.ts')} */ (
		await tsImport('../emulators/convex/loader.ts', import.meta.url)
	);
	const out = mkdtempSync(join(tmpdir(), 'codegen-'));
	try {
		const { children } = await loadFunctions(folder, join(out, 'functions.mjs'), {});
		return new Map(
			children.map(([name, { componentDefinitionPath }]) => [name, componentDefinitionPath])
		);
	} finally {
		rmSync(out, { recursive: true });
	}
}

/** @param {string} folder */
function exportComponents(folder) {
	const js = join(folder, '_generated/api.js');
	const source = readFileSync(js, 'utf8').replace('{ anyApi }', '{ anyApi, componentsGeneric }');
	writeFileSync(js, `${source}export const components = componentsGeneric();\n`);
}

/**
 * @param {string} folder
 * @param {Map<string, string>} components
 */
function declareComponents(folder, components) {
	const lines = Array.from(components, ([name, its]) => `  ${name}: ${typeOf(folder, name, its)};`);
	const types = join(folder, '_generated/api.d.ts');
	const declared = `export declare const components: {\n${lines.join('\n')}\n};\n`;
	writeFileSync(types, `${readFileSync(types, 'utf8')}\n${declared}`);
}

/**
 * A package has types for its component. Those of a folder of one's own, only Convex itself can write.
 *
 * @param {string} folder
 * @param {string} name
 * @param {string} component
 */
function typeOf(folder, name, component) {
	const [, packageName] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(slashes(component)) ?? [];
	const own = join(component, '_generated/component.ts');
	const at = packageName
		? `${packageName}/_generated/component.js`
		: existsSync(own) && slashes(relative(join(folder, '_generated'), own)).replace(/ts$/, 'js');
	return at
		? `import("${at}").ComponentApi<"${name}">`
		: 'import("convex/server").AnyComponents[string]';
}

/** @param {string} path */
function slashes(path) {
	return path.replaceAll('\\', '/');
}

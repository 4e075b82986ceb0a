/** The app and the components that it is made of, each loaded from its folder. */
import { resolve } from 'node:path';
import type { HttpRouter } from 'convex/server';
import { v, type PropertyValidators, type ValidatorJSON } from 'convex/values';
import { within } from './component-names.ts';
import type { Cron } from './crons.ts';
import { loadFunctions, type LoadedFunction } from './loader.ts';
import { requireIdentifier, type ExportedSchema } from './schema.ts';
import { mismatch } from './validate.ts';

/** The routes of an `http.ts`, and the prefix that they lie below. */
export type Mount = { component: string; prefix: string; router: HttpRouter };

/** What a deployment runs. Functions and cron jobs have full names, schemas their component's path. */
export interface App {
	functions: Map<string, LoadedFunction>;
	schemas: Map<string, ExportedSchema>;
	crons: Map<string, Cron>;
	mounts: Mount[];
	providers: Awaited<ReturnType<typeof loadFunctions>>['providers'];
}

type Variables = Record<string, string>;

/** What Convex itself sets, in every component. */
const SYSTEM_VARIABLE = /^CONVEX_(CLOUD|SITE)_URL$/;

/** Loads an app. `env` is all that `process.env` holds inside its own functions. */
export async function loadApp(folder: string, outDir: string, env: Variables): Promise<App> {
	const app: App = {
		functions: new Map(),
		schemas: new Map(),
		crons: new Map(),
		mounts: [],
		providers: []
	};
	await install('', folder, env, '');
	return app;

	/** A component without a prefix, and what is within it, has no routes. */
	async function install(component: string, from: string, own: Variables, prefix?: string) {
		const file = ['functions', ...component.split('/').filter(Boolean), 'mjs'].join('.');
		const loaded = await loadFunctions(from, resolve(outDir, file), own);
		const { functions, schema, router, crons, children, providers } = loaded;
		requireDeclared(component, loaded.variables, own);
		for (const [name, found] of functions) app.functions.set(within(component, name), found);
		for (const [name, cron] of Object.entries(crons)) {
			app.crons.set(within(component, name), { ...cron, name: within(component, cron.name) });
		}
		app.schemas.set(component, schema);
		if (router && prefix !== undefined) app.mounts.push({ component, prefix, router });
		if (!component) app.providers = providers;
		for (const [name, { componentDefinitionPath }, bound, httpPrefix] of children) {
			requireIdentifier(name, 'A component');
			const variables = { ...systemVariables(own), ...bind(bound, own) };
			const path = component ? `${component}/${name}` : name;
			if (app.schemas.has(path)) throw new Error(`There are two components named ${path}.`);
			const isMounted = prefix !== undefined && httpPrefix !== undefined;
			const below = isMounted ? prefix + httpPrefix.replace(/\/$/, '') : undefined;
			await install(path, componentDefinitionPath, variables, below);
		}
	}
}

/** Throws when a variable that a convex.config.ts declares is not set, or to what it may not be. */
function requireDeclared(component: string, declared: PropertyValidators, own: Variables): void {
	const set = Object.entries(own).filter(([name]) => name in declared);
	const { json } = v.object(declared) as unknown as { json: ValidatorJSON };
	const problem = mismatch(Object.fromEntries(set), json, { tableOf: () => undefined });
	if (!problem) return;
	const whose = component ? `the component ${component}` : 'the app';
	throw new Error(`The variables that the convex.config.ts of ${whose} declares: ${problem}`);
}

function systemVariables(own: Variables): Variables {
	return Object.fromEntries(Object.entries(own).filter(([name]) => SYSTEM_VARIABLE.test(name)));
}

/** A component's variables: texts, or those of the component that it is installed in. */
function bind(bound: Record<string, string | { __envVarRef: string }> | null, own: Variables) {
	const values = Object.entries(bound ?? {}).map(([name, value]) => [
		name,
		typeof value === 'string' ? value : own[value.__envVarRef]
	]);
	return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Variables;
}

/** The variables of a Convex deployment, checked by the rules that the functions themselves go by. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';
import { toolScript } from './tool.js';

const CLI_TIME_LIMIT_MS = 15_000;

/** More variables for the functions of the local Convex: `npm run convex:env` sets them. */
export const CONVEX_ENV_FILE = join(ROOT, '.env.convex.local');

/** What names a deployment to Convex's CLI. Without one of these it asks questions. */
const CHOICES = ['CONVEX_DEPLOYMENT', 'CONVEX_DEPLOY_KEY', 'CONVEX_SELF_HOSTED_URL'];

/**
 * What is wrong with those of the variables that are set, a sentence for each. Needs installed packages.
 *
 * @param {Record<string, string | undefined>} variables
 * @returns {Promise<string[]>}
 */
export async function deploymentMistakes(variables) {
	const { VARIABLES, textOf } = await loadRules();
	const known = /** @type {(keyof typeof VARIABLES)[]} */ (Object.keys(VARIABLES));
	return known.flatMap((name) => {
		const text = textOf(name, variables);
		if (text === undefined) return [];
		try {
			VARIABLES[name](text);
			return [];
		} catch (error) {
			return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
		}
	});
}

/**
 * @param {Record<string, string | undefined>} variables
 * @throws {SetupError} when one of them is wrong
 */
export async function requireRight(variables) {
	const mistakes = await deploymentMistakes(variables);
	if (mistakes.length > 0) throw new SetupError(mistakes.join('\n'));
}

/**
 * Those of the settings that the functions get when they run on the local Convex.
 *
 * @param {Record<string, string>} settings
 * @throws {SetupError} when one of them is wrong
 */
export async function localVariables({ RATE_LIMIT_SCALE = '' }) {
	await requireRight({ RATE_LIMIT_SCALE });
	return { RATE_LIMIT_SCALE, CONVEX_ENV_FILE };
}

/**
 * What to do about variables that are set by an old name, which the next version does not read: a sentence
 * for each. Needs installed packages.
 *
 * @param {Record<string, string | undefined>} variables
 */
export async function renamedVariables(variables) {
	const { OLD_NAMES } = await loadRules();
	return Object.entries(OLD_NAMES)
		.filter(([name, old]) => variables[old] && !variables[name])
		.map(
			([name, old]) => `${old} is called ${name} now: set it with \`npm run set-env -- ${name}\`.`
		);
}

/** The names of the variables that the functions read. */
export async function knownVariables() {
	return Object.keys((await loadRules()).VARIABLES);
}

/**
 * The variables of the deployment that `settings` names, as Convex's CLI lists them; `undefined` when it
 * cannot, as without a login.
 *
 * @param {Record<string, string>} settings
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, string | undefined> | undefined>}
 */
export async function listVariables(settings, signal) {
	if (!CHOICES.some((name) => settings[name])) return undefined;
	const args = [toolScript('convex'), 'env', 'list', '--include-values'];
	try {
		const { stdout } = await promisify(execFile)(process.execPath, args, {
			cwd: ROOT,
			env: settings,
			signal,
			timeout: CLI_TIME_LIMIT_MS
		});
		return parseEnv(stdout);
	} catch {
		signal.throwIfAborted();
		return undefined;
	}
}

/** @returns {Promise<typeof import('../convex/environment.ts')>} */
async function loadRules() {
	// It needs installed packages, so it cannot be imported any earlier.
	const { tsImport } = await import('tsx/esm/api');
	return await tsImport('../convex/environment.ts', import.meta.url);
}

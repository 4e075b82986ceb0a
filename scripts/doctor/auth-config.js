/** Whether `convex/auth.config.ts` accepts the tokens of the app's Clerk. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { SetupError } from '../setup-error.js';
import { isSameAddress } from './clerk.js';

const VARIABLE = 'CLERK_JWT_ISSUER_DOMAIN';

/**
 * An entry of the file's `providers`.
 *
 * @typedef {{ domain?: string, applicationID?: string }} Provider
 */

/**
 * The providers that the file names when `env` is the environment.
 *
 * @param {string} file
 * @param {Record<string, string>} env
 * @returns {Promise<Provider[]>}
 * @throws {SetupError} when it cannot be loaded
 */
export async function loadProviders(file, env) {
	try {
		const { outputFiles } = await build({
			entryPoints: [file],
			bundle: true,
			write: false,
			format: 'esm',
			platform: 'node',
			define: { 'process.env': JSON.stringify(env) },
			logLevel: 'silent'
		});
		const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
		const { default: config } = await import(`data:text/javascript;base64,${code}`);
		return [...config.providers];
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new SetupError(`it cannot be loaded: ${why}`, { cause: error });
	}
}

/**
 * Compares the issuer of the tokens with the file and with {@link VARIABLE}.
 *
 * @param {Provider[]} providers what the file names
 * @param {object} expected
 * @param {string} expected.issuer
 * @param {string} expected.variable what the variable is here; empty when it is not set here
 * @param {boolean} expected.isLocal
 */
export function judgeProviders(providers, { issuer, variable, isLocal }) {
	const set = `\`npx convex env set ${VARIABLE} ${issuer}\``;
	const get = `\`npx convex env get ${VARIABLE}\``;
	if (variable && !isSameAddress(variable, issuer)) {
		throw new SetupError(
			`${VARIABLE} is ${variable}, but the tokens are of ${issuer}. Set it to that here ` +
				`(.env.local, or the shell), and on the deployment: ${set}.`
		);
	}
	const forConvex = providers.filter(({ applicationID }) => applicationID === 'convex');
	if (forConvex.length === 0) {
		throw new SetupError(
			'it accepts no tokens for "convex". Give it the provider ' +
				`{ domain: process.env.${VARIABLE}!, applicationID: 'convex' }.`
		);
	}
	if (forConvex.some(({ domain }) => isSameAddress(domain, issuer))) {
		const elsewhere = `; whether the deployment has it so, ${get} shows`;
		return `accepts tokens of ${issuer} for "convex"${isLocal ? '' : elsewhere}.`;
	}
	if (!variable && forConvex.some(({ domain }) => !domain)) {
		return {
			note:
				`accepts tokens for "convex" of ${VARIABLE}, which is set on the deployment and cannot be ` +
				`read from here. ${get} must show ${issuer}; if not, ${set}.`
		};
	}
	const domains = forConvex.map(({ domain }) => domain).join(', ');
	throw new SetupError(
		`it accepts tokens of ${domains}, but they are of ${issuer}. Make its domain ` +
			`process.env.${VARIABLE}!, and ${set}.`
	);
}

/**
 * @param {string} folder the app's
 * @param {object} expected
 * @param {string} expected.issuer
 * @param {import('../target.js').Target} expected.target
 * @param {Record<string, string>} expected.settings
 */
export async function checkAuthConfig(folder, { issuer, target, settings }) {
	const { isLocal, env } = target;
	const file = join(folder, 'convex', 'auth.config.ts');
	const providers = await loadProviders(file, { ...settings, ...env });
	return judgeProviders(providers, { issuer, variable: env[VARIABLE] ?? '', isLocal });
}

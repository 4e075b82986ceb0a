import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';
import { runNpm } from './tool.js';

/**
 * What a lock file says of one package. A link has no version, and npm 10 and 11 write it
 * differently, so links are left to npm.
 *
 * @typedef {{ version?: string, optional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages by folder
 */

/**
 * Installs the dependencies that package-lock.json names, unless they are there.
 *
 * @param {AbortSignal} signal
 */
export async function ensureInstalled(signal) {
	const wanted = readLock(join(ROOT, 'package-lock.json'));
	const installed = readLock(join(ROOT, 'node_modules', '.package-lock.json'));
	const isThere = (/** @type {string} */ folder) => existsSync(join(ROOT, folder));
	if (missingPackages(wanted, installed, isThere).length === 0) return;

	console.log('Installing the dependencies ...');
	// NODE_ENV=production would leave out what the build and the tests need.
	const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
	const code = await runNpm(args, { signal });
	if (code !== 0)
		throw new SetupError(`The dependencies could not be installed (npm ci: ${code}).`);
}

/**
 * The packages that must be there and are not, or are there in another version.
 *
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 * @param {(folder: string) => boolean} isThere
 * @returns {string[]}
 */
export function missingPackages(wanted, installed, isThere) {
	return Object.entries(wanted)
		.filter(([folder, { version, optional }]) => folder && version && !optional)
		.filter(([folder, { version }]) => installed[folder]?.version !== version || !isThere(folder))
		.map(([folder]) => folder);
}

/**
 * @param {string} path
 * @returns {LockedPackages}
 */
function readLock(path) {
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

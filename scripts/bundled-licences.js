import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A package that is part of the app, and its licence.
 *
 * @typedef {{ name: string, version: string, licence: string, text: string }} Licence
 */

/** The folder of the package that a module is from. */
const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * Writes the licences of the packages that are really in the app's bundle beside it, under this name.
 *
 * @param {string} fileName
 * @returns {import('vite').Plugin}
 */
export function bundledLicences(fileName) {
	return {
		name: 'bundled-licences',
		apply: 'build',
		generateBundle(_options, bundle) {
			if (this.environment.name !== 'client') return;
			const ids = Object.values(bundle).flatMap((output) =>
				output.type === 'chunk' ? Object.keys(output.modules) : []
			);
			this.emitFile({ type: 'asset', fileName, source: JSON.stringify(licencesOf(ids)) });
		}
	};
}

/**
 * The licences of the packages that modules are from, by name.
 *
 * @param {readonly string[]} ids the paths of the modules
 * @returns {Licence[]}
 */
export function licencesOf(ids) {
	const folders = new Set(ids.flatMap((id) => PACKAGE.exec(id.replaceAll('\\', '/')) ?? []));
	return [...folders]
		.map(readLicence)
		.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/**
 * @param {string} folder
 * @returns {Licence}
 */
function readLicence(folder) {
	const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
	const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
	return { name, version, licence: String(license ?? ''), text };
}

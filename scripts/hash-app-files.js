import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page that answers every path of the app. The adapter writes it last. */
const PAGE = '200.html';
const WORKER = 'service-worker.js';

/** The list that Workbox puts into the worker, or what {@link hashAppFiles} has put in its place. */
const LIST = /\[\{"revision":.+?\}\]|\{"files":\{.+?\},"version":"\w+"\}/g;

/**
 * An adapter that also tells the worker the hash of each file, once all of them are written. It is part
 * of the adapter so that no way to build the app leaves it out.
 *
 * @param {import('@sveltejs/kit').Adapter} adapter
 * @param {string} folder where the adapter writes
 * @returns {import('@sveltejs/kit').Adapter}
 */
export function withFileHashes(adapter, folder) {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			hashAppFiles(folder);
		}
	};
}

/**
 * Replaces the list of files in a built worker by the SHA-256 of each, in base64, and by the version:
 * a name for all of them together (`AppBuild` in src/app-files.ts). It may run again on its own result.
 *
 * @param {string} folder the build
 * @throws when the worker has no list, when a file of the list is missing, or the page is not in it
 */
export function hashAppFiles(folder) {
	const path = join(folder, WORKER);
	const worker = readFileSync(path, 'utf8');
	const lists = worker.match(LIST) ?? [];
	const [list] = lists;
	if (list === undefined || lists.length > 1) {
		throw new Error(`${path} must have one list of the app's files, and has ${lists.length}.`);
	}
	const paths = pathsIn(JSON.parse(list));
	if (!paths.includes(`/${PAGE}`)) throw new Error(`${path} does not list ${PAGE}.`);
	const files = Object.fromEntries(
		paths.sort().map((one) => [one, sha256(readFileSync(join(folder, one)), 'base64')])
	);
	const version = sha256(JSON.stringify(files), 'hex').slice(0, 16);
	writeFileSync(
		path,
		worker.replace(list, () => JSON.stringify({ files, version }))
	);
}

/**
 * @param {{ url: string }[] | { files: Record<string, string> }} list
 * @returns {string[]}
 */
function pathsIn(list) {
	return Array.isArray(list) ? list.map(({ url }) => `/${url}`) : Object.keys(list.files);
}

/**
 * @param {string | Buffer} content
 * @param {'base64' | 'hex'} encoding
 */
function sha256(content, encoding) {
	return createHash('sha256').update(content).digest(encoding);
}

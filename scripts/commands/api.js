import { API_FOLDER, makeApiDocs, writeApiDocs } from '../api-docs.js';

/**
 * `npm run api`: writes the reports and the pages of the public API, to be committed.
 *
 * @type {import('../run.js').Command}
 */
export async function main() {
	const docs = await makeApiDocs();
	await writeApiDocs(docs);
	console.log(`${API_FOLDER}: ${[...docs.keys()].sort().join(', ')}`);
	return 0;
}

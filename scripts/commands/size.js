import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../root.js';
import { kilobytes, measureSizes, readCeilings, SIZE_PAGE, writeCeilings } from '../sizes.js';

/**
 * `npm run size`: how large each door of the package is; it fails when one is above its ceiling. `--write` sets
 * new ceilings.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args) {
	const path = join(ROOT, SIZE_PAGE);
	const page = await readFile(path, 'utf8');
	const sizes = await measureSizes();
	if (args.includes('--write')) {
		const text = writeCeilings(page, sizes);
		await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
	}
	const ceilings = readCeilings(await readFile(path, 'utf8'));
	let isOver = false;
	for (const [door, { imported, later }] of sizes) {
		const ceiling = ceilings.get(door) ?? { imported: 0, later: 0 };
		const isLarger = imported > ceiling.imported * 1000 || later > ceiling.later * 1000;
		isOver ||= isLarger;
		const size = [kilobytes(imported), kilobytes(later)].map((one) => one.padStart(6));
		const most = `at most ${ceiling.imported} and ${ceiling.later}`;
		console.log(`${door.padEnd(30)}${size.join(' KB imported,')} KB on first use (${most})`);
		if (isLarger) console.error(`${door} is TOO LARGE: see ${SIZE_PAGE}.`);
	}
	return isOver ? 1 : 0;
}

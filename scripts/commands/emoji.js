/**
 * `npm run emoji [-- languages]`: writes the emoji that the app's picker offers, `src/routes/(app)/emoji/data`. It is run
 * by hand when a language or a version of Unicode comes. Its three packages are too large to be installed for
 * everybody, so install them first:
 *
 *     npm install --no-save emojibase-data cldr-annotations-full cldr-annotations-derived-full
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { ROOT } from '../root.js';

const FOLDER = join(ROOT, 'src/routes/(app)/emoji/data');

/** Devices that are three years old draw these. A newer one would be an empty box there. */
const NEWEST_VERSION = 15.1;

/** The groups by their numbers in emojibase; the parts of emoji, such as skin colours, are no group. */
const GROUPS = {
	0: 'smileys',
	1: 'people',
	3: 'nature',
	4: 'food',
	5: 'travel',
	6: 'activities',
	7: 'objects',
	8: 'symbols',
	9: 'flags'
};

const RGI_EMOJI = /^\p{RGI_Emoji}$/v;

const require = createRequire(join(ROOT, 'package.json'));

/** @type {import('../run.js').Command} */
export function main(args) {
	const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
	const codes = args.length > 0 ? args : files.map((file) => basename(file, '.json'));
	for (const code of codes) write(code);
	return Promise.resolve(0);
}

/** @param {string} code a language as CLDR names it */
function write(code) {
	/** @type {{ emoji: string; hexcode: string; order: number; group: number; version: number; skins?: object[] }[]} */
	const all = require('emojibase-data/en/data.json');
	const annotations = annotationsIn(code);
	const known = all
		.filter(({ group, version }) => group in GROUPS && version <= NEWEST_VERSION)
		.sort((one, other) => one.order - other.order);
	const groups = Object.entries(GROUPS).map(([number, name]) => {
		const lines = known
			.filter(({ group }) => group === Number(number))
			.map((one) => JSON.stringify(toRow(one, annotations)));
		return `${JSON.stringify(name)}:[\n${lines.join(',\n')}\n]`;
	});
	writeFileSync(join(FOLDER, `${code}.json`), `{${groups.join(',')}}\n`);
}

/**
 * A row of the file: the emoji, its name, more words to find it by, and 1 where it has skin colours.
 *
 * @param {{ emoji: string; hexcode: string; skins?: object[] }} one
 * @param {Map<string, { name: string; words: string[] }>} annotations
 */
function toRow({ emoji: qualified, hexcode, skins }, annotations) {
	const plain = String.fromCodePoint(...hexcode.split('-').map((code) => parseInt(code, 16)));
	const emoji = [plain, qualified].find((form) => RGI_EMOJI.test(form));
	const found = annotations.get(qualified.replaceAll('\ufe0f', ''));
	if (!emoji || !found) throw new Error(`${qualified} has no name, or is none.`);
	const inName = new Set(found.name.toLowerCase().split(/[\s:,]+/));
	const words = new Set(found.words.flatMap((phrase) => phrase.toLowerCase().split(/\s+/)));
	const more = [...words].filter((word) => !inName.has(word)).join(' ');
	return [emoji, found.name, more, ...(skins ? [1] : [])];
}

/** @param {string} code */
function annotationsIn(code) {
	const files = [
		['cldr-annotations-full/annotations', 'annotations'],
		['cldr-annotations-derived-full/annotationsDerived', 'annotationsDerived']
	];
	/** @type {Map<string, { name: string; words: string[] }>} */
	const found = new Map();
	for (const [folder, field] of files) {
		const path = require.resolve(`${folder}/${code}/annotations.json`);
		const { annotations } = JSON.parse(readFileSync(path, 'utf8'))[field ?? ''];
		for (const [emoji, { default: words = [], tts = [] }] of Object.entries(annotations)) {
			found.set(emoji.replaceAll('\ufe0f', ''), { name: tts[0] ?? words[0], words });
		}
	}
	return found;
}

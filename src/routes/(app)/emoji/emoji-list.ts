/** The groups of emoji, in the order in which they are offered. */
export const EMOJI_GROUPS = [
	'smileys',
	'people',
	'nature',
	'food',
	'travel',
	'activities',
	'objects',
	'symbols',
	'flags'
] as const;

export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

/** An emoji as it is offered. */
export interface Emoji {
	/** Without a skin colour. */
	emoji: string;
	name: string;
	group: EmojiGroup;
	/** Whether it can have a skin colour. */
	hasTones: boolean;
	/** Its name and more words, as {@link findEmoji} compares them. */
	words: string;
}

/** A row of a file: the emoji, its name, more words, and 1 where it has skin colours. `npm run emoji` writes them. */
type Row = [emoji: string, name: string, words: string, hasTones?: 1];

const files = import.meta.glob<Record<EmojiGroup, Row[]>>('./data/*.json', { import: 'default' });

/**
 * Loads all emoji with their names in a language, in English where there are none in it.
 *
 * @throws an error when the file cannot be had
 */
export async function loadEmoji(language: string): Promise<Emoji[]> {
	const load = files[`./data/${language}.json`] ?? files['./data/en.json'];
	if (!load) throw new Error('There are no emoji.');
	const rows = await load();
	return EMOJI_GROUPS.flatMap((group) =>
		rows[group].map(([emoji, name, words, hasTones]) => ({
			...{ emoji, name, group, hasTones: hasTones === 1 },
			words: ` ${fold(name)} ${fold(words)}`
		}))
	);
}

/** The emoji that have words which begin as these do, the best first: those whose name begins so. */
export function findEmoji(all: readonly Emoji[], text: string, most = all.length): Emoji[] {
	const wanted = fold(text);
	const words = wanted.split(' ').filter((word) => word !== '');
	const rank = ({ words: own }: Emoji) =>
		own.startsWith(` ${wanted} `) ? 0 : own.startsWith(` ${wanted}`) ? 1 : 2;
	return all
		.filter(({ words: own }) => words.every((word) => own.includes(` ${word}`)))
		.sort((one, other) => rank(one) - rank(other))
		.slice(0, most);
}

/** A text without case, without accents, and without all that is no word. */
function fold(text: string): string {
	return (
		text
			.normalize('NFKD')
			.replace(/\p{M}/gu, '')
			// By way of the capitals, in which ß is SS.
			.toUpperCase()
			.toLowerCase()
			.replace(/[^\p{L}\p{N}+]+/gu, ' ')
			.trim()
	);
}

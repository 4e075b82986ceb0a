// The app imports this file too: nothing here may import the server.

/**
 * What a character is to a search. `word`: a part of a word. `dense`: of a script that writes no spaces
 * between words, or whose words take endings (Korean). `other`: neither, so a word ends before it.
 */
export type Kind = 'word' | 'dense' | 'other';

/** A character as a search compares it. */
export interface Character {
	text: string;
	kind: Kind;
	/** Whether it is a word by itself. */
	isAlone: boolean;
	/** Where it is in the text: from one index up to another. */
	from: number;
	to: number;
}

/**
 * What a reader takes for one character: a flag, the parts of a Korean syllable, or anything with the
 * marks after it. Of ASCII, which most texts are, many at once.
 */
const CLUSTERS =
	/[a-z0-9]+(?![\p{M}\u200c\u200d])|[\u{1f1e6}-\u{1f1ff}]{2}|[\u1100-\u115f][\u1160-\u11a7]+[\u11a8-\u11ff]*|\P{M}[\u200d\p{M}\u200c\uff9e\uff9f]*|\p{M}+/giu;

const ASCII_WORD = /^[a-z0-9]+$/i;
const EMOJI = /^(?:\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}])/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const DENSE =
	/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

/** Convex splits words at everything that is not a letter or a digit. So an emoji is stored as its code, after a letter that nobody writes. */
const EMOJI_LETTER = 'ꙮ';

/**
 * Marks that many people leave out when they write: accents, the vowels of Arabic and Hebrew, and those
 * at which Convex would split a word. The vowels of other scripts are letters. Those of Japanese make
 * another letter, into which they are composed.
 */
const LEFT_OUT =
	/(?![\u3099\u309a])(?:(?!\p{Alphabetic})\p{M}|(?=[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Zinh}])\p{M})/gu;

/** Characters that do not show, the stroke that lengthens an Arabic word, and marks without a letter. */
const UNSEEN = /[\u3099\u309a\p{Cf}\u0640]/gu;

/** Letters that many people write as others, and which are no letter with a mark to Unicode. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
	...{ ς: 'σ', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', æ: 'ae', œ: 'oe' },
	...{ ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' }
};

/** Those letters, and the digits of Arabic and of Persian. */
const OTHERWISE = new RegExp(`[${Object.keys(WRITTEN_AS).join('')}٠-٩۰-۹]`, 'gu');

/**
 * The characters of a text as a search compares them, with their places in the text: NFKC, without case,
 * without marks that many people leave out.
 */
export function foldCharacters(text: string): Character[] {
	const characters: Character[] = [];
	const add = (character: string, kind: Kind, from: number, to: number, isAlone = false) =>
		characters.push({ text: character, kind, isAlone, from, to });
	for (const { 0: cluster, index: from } of text.matchAll(CLUSTERS)) {
		const to = from + cluster.length;
		if (ASCII_WORD.test(cluster)) {
			[...cluster.toLowerCase()].forEach((one, at) => add(one, 'word', from + at, from + at + 1));
		} else if (EMOJI.test(cluster)) {
			add(emojiCode(cluster), 'word', from, to, true);
			// What follows is another word.
			add(' ', 'other', to, to);
		} else {
			for (const one of fold(cluster)) add(one, kindOf(one), from, to);
		}
	}
	return characters;
}

function fold(cluster: string): string {
	return (
		cluster
			.normalize('NFKD')
			// By way of the capitals, which have one form of each letter.
			.toUpperCase()
			.toLowerCase()
			.replace(LEFT_OUT, '')
			.normalize('NFC')
			.replace(UNSEEN, '')
			.replace(OTHERWISE, (one) => WRITTEN_AS[one] ?? String((one.codePointAt(0) ?? 0) & 0xf))
	);
}

function kindOf(character: string): Kind {
	if (!WORD.test(character)) return 'other';
	return DENSE.test(character) ? 'dense' : 'word';
}

/** The code of an emoji without its form and colour; of a flag, both codes. */
function emojiCode(cluster: string): string {
	const codes = [...cluster.replace(/[\p{M}\p{Cf}]/gu, '')];
	const hex = codes.map((one) => (one.codePointAt(0) ?? 0).toString(16).padStart(6, '0'));
	return EMOJI_LETTER + hex.join('');
}

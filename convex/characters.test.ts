import { expect, test } from 'vitest';
import { charactersOf, countCharacters, cutCharacters, cutUnits, wellFormed } from './characters';
import { EXCERPT_CHARACTERS, toExcerpt, toTypedExcerpt } from './limits';

const FAMILY = '👩‍👩‍👧';
const FLAG = '🇩🇪';
const THUMB = '👍🏽';
const E_ACUTE = 'e\u0301';
const WALES = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}';
const HEART = '❤\ufe0f';
const DEVANAGARI = 'नि';
const CONJUNCT = 'क्ष';
const HANGUL = '\u1112\u1161\u11ab';

test.each([
	['', 0],
	['abc', 3],
	['שלום', 4],
	['😀😀', 2],
	['e\u0301', 2],
	['👩‍👩‍👧', 5],
	['\ud83d', 1],
	['\ude00\ud83d', 2]
])('the length of %j is its number of code points', (text, count) => {
	expect(countCharacters(text)).toBe(count);
});

test.each([
	['', ''],
	['half \ud83d', 'half \ufffd'],
	['\ude00 half', '\ufffd half'],
	['\ude00\ud83d', '\ufffd\ufffd'],
	['whole 😀', 'whole 😀']
])('the well-formed text of %j is %j', (text, expected) => {
	expect(wellFormed(text)).toBe(expected);
	expect(wellFormed(expected)).toBe(expected);
});

test.each([FAMILY, FLAG, THUMB, E_ACUTE, WALES, HEART, DEVANAGARI, CONJUNCT, HANGUL, '😀'])(
	'%s is never cut in two, wherever it stands',
	(character) => {
		const text = `ab${character}${character}cd`;
		const whole = ['', 'a', 'ab', `ab${character}`, `ab${character.repeat(2)}`];
		const allowed = new Set([...whole, `${whole[4]}c`, text]);
		for (let limit = 0; limit <= countCharacters(text) + 1; limit++) {
			const cut = cutCharacters(text, limit);
			expect(allowed, `${limit}: ${JSON.stringify(cut)}`).toContain(cut);
			expect(countCharacters(cut)).toBeLessThanOrEqual(limit);
		}
		expect(charactersOf(`${character}abc`)[0]).toBe(character);
	}
);

test('a long row of flags is cut between flags', () => {
	const flags = FLAG.repeat(200);
	expect([301, 302].map((limit) => cutCharacters(flags, limit).length / FLAG.length)).toEqual([
		150, 151
	]);
	expect(cutCharacters(`a${flags}`, 302)).toBe(`a${FLAG.repeat(150)}`);
});

test('a letter with endless marks is cut, and not dropped', () => {
	const text = `a${'\u0301'.repeat(500)}`;
	expect(cutCharacters(text, 100)).toBe(text.slice(0, 82));
	expect(charactersOf(text)[0]).toHaveLength(41);
});

test('the characters of a text are those of Intl.Segmenter, in all that people write', () => {
	const texts = [
		'The quick brown fox. Ça va, naïve? Tiếng Việt e\u0302\u0301',
		'Привет שָׁלוֹם مَرْحَبًا ภาษาไทย ກິນເຂົ້າ ນຳ ខ្មែរ 한국어 日本語 が か\u3099 中文 ქართული',
		'हिन्दी क्षत्रिय বাংলা ગુજરાતી தமிழ் తెలుగు മലയാളം සිංහල',
		'👍🏽👩‍💻👨‍👩‍👧‍👦🏳️‍🌈🇩🇪🇫🇷❤️1️⃣☎️🏴󠁧󠁢󠁷󠁬󠁳󠁿'
	];
	for (const text of texts) {
		const segments = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
		// Where this machine's rules are newer or older, a conjunct may be one or two.
		const ours = charactersOf(text);
		const ends = (parts: readonly string[]) => {
			let end = 0;
			return parts.map(({ length }) => (end += length));
		};
		const theirs = new Set(ends(segments));
		expect(ends(ours).filter((end) => !theirs.has(end))).toEqual([]);
	}
});

test('an excerpt ends with a whole character, also where it is mostly blank', () => {
	const excerpt = toExcerpt(FAMILY.repeat(100));
	expect(excerpt).toBe(`${FAMILY.repeat(27)}…`);
	expect(countCharacters(excerpt)).toBeLessThanOrEqual(EXCERPT_CHARACTERS);
	// The pair stands across the last unit that is read.
	expect(toExcerpt(`a${' '.repeat(8 * EXCERPT_CHARACTERS - 2)}😀 and more`)).toBe('a…');
	expect(toExcerpt('half \ud83d')).toBe('half \ufffd');
});

test('a text that fits is its own excerpt, on one line', () => {
	expect(toExcerpt(' One\n\tline ')).toBe('One line');
	expect(toExcerpt('x'.repeat(EXCERPT_CHARACTERS))).toBe('x'.repeat(EXCERPT_CHARACTERS));
});

test.each([
	['**b** and _i_, ~~s~~ `c`', 'b and i, s c'],
	['> quoted\nanswer', 'quoted answer'],
	['```ts\nlet a;\n```', 'let a;'],
	['see [here](https://a.example/x)', 'see here'],
	['2*3*4 snake_case_name a * b', '2*3*4 snake_case_name a * b'],
	['**half', '**half'],
	['It was ||the butler||!', 'It was ▒▒▒▒!'],
	['||half', '||half'],
	[`||${'long '.repeat(EXCERPT_CHARACTERS * 4)}||`, '▒▒▒▒…']
])('the excerpt of %j has no marks, and nothing that a spoiler hides', (text, excerpt) => {
	expect(toExcerpt(text)).toBe(excerpt);
});

test('who decides about a message reads it as it was typed', () => {
	expect(toTypedExcerpt('**a** ||b||')).toBe('**a** ||b||');
});

test('a text is cut at a number of units, if no character is there', () => {
	expect([0, 1, 2, 3].map((limit) => cutUnits('ab', limit))).toEqual(['', 'a', 'ab', 'ab']);
	expect(cutUnits('a😀', 2)).toBe('a');
});

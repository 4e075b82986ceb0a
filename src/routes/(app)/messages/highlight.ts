/** A part of a text in code, and its colour; `undefined`: that of the text. */
export interface Token {
	text: string;
	kind: 'comment' | 'string' | 'number' | 'keyword' | 'name' | undefined;
}

/** How a family of languages writes what is not code, and its words. */
interface Family {
	comment: string;
	string: string;
	words: ReadonlySet<string>;
	ignoresCase?: boolean;
}

const words = (list: string) => new Set(list.split(' '));

// No part can start at every character and run to the end: what strangers send is read in linear time. The
// highlighters on npm were not: some of their expressions take seconds for a line of spaces.
const DOUBLE = String.raw`"(?:\\.|[^"\\\n])*"?`;
const SINGLE = String.raw`'(?:\\.|[^'\\\n])*'?`;
const SLASHES = String.raw`\/\/.*|\/\*[^]*?(?:\*\/|$(?![^]))`;
const HASH = '#.*';

const CURLY: Family = {
	comment: SLASHES,
	string: [DOUBLE, SINGLE, '`(?:\\\\.|[^`\\\\])*`?'].join('|'),
	words: words(
		'abstract any as async await bool boolean break byte case catch char class const continue debugger default ' +
			'defer delete do double dyn else enum export extends extern false final finally float fn for from func ' +
			'function go if impl implements import in instanceof int interface let long loop match mod move mut ' +
			'namespace new nil null number of override package private protected pub public range readonly return ' +
			'satisfies self short static str string struct super switch template this throw throws trait true try ' +
			'type typeof undefined union unsafe unsigned use using val var virtual void volatile when where while yield'
	)
};
const HASHED: Family = {
	comment: HASH,
	string: [String.raw`"""[^]*?(?:"""|$(?![^]))`, DOUBLE, SINGLE].join('|'),
	words: words(
		'and as assert async await begin break case class continue def del do done echo elif else end ensure esac ' +
			'except exit export false False fi finally for from function global if import in is lambda local module ' +
			'next nil None nonlocal not or pass raise require rescue return self set then true True try unless until ' +
			'when while with yield'
	)
};
const SQL: Family = {
	comment: String.raw`--.*|\/\*[^]*?(?:\*\/|$(?![^]))`,
	string: [DOUBLE, SINGLE].join('|'),
	ignoresCase: true,
	words: words(
		'add all alter and as asc begin between by case check column commit constraint create cross default delete ' +
			'desc distinct drop else end exists false foreign from full group having if in index inner insert into is ' +
			'join key left like limit not null on or order outer primary references returning right rollback select ' +
			'set table then true union unique update using values view when where with'
	)
};
const MARKUP: Family = {
	comment: String.raw`<!--[^]*?(?:-->|$(?![^]))`,
	string: [DOUBLE, SINGLE].join('|'),
	words: words('')
};

const LANGUAGES: readonly (readonly [Family, string])[] = [
	[
		CURLY,
		'js javascript jsx mjs ts typescript tsx json json5 css scss java kotlin kt c h cpp c++ cs c# go rust'
	],
	[CURLY, 'rs swift php dart scala'],
	[HASHED, 'py python sh bash shell zsh rb ruby yaml yml toml dockerfile make perl r'],
	[SQL, 'sql'],
	[MARKUP, 'html xml svg svelte vue']
];

/** Splits code into parts with a colour. Together they are the code; an unknown language has one part. */
export function highlight(code: string, language: string): Token[] {
	const name = language.toLowerCase();
	const family = LANGUAGES.find(([, names]) => names.split(' ').includes(name))?.[0];
	if (!family || !name) return [{ text: code, kind: undefined }];
	const found = new RegExp(
		`(?<comment>${family.comment})|(?<string>${family.string})` +
			String.raw`|(?<number>(?<![\w$])\d[\w.]*)|(?<word>[\p{L}_$][\p{L}\p{N}_$-]*)(?<call>\()?`,
		'gu'
	);
	const tokens: Token[] = [];
	let end = 0;
	const add = (kind: Token['kind'], from: number, to: number) => {
		if (from > end) tokens.push({ text: code.slice(end, from), kind: undefined });
		tokens.push({ text: code.slice(from, to), kind });
		end = to;
	};
	for (const { index, 0: whole, groups = {} } of code.matchAll(found)) {
		const { comment, string, number, word } = groups;
		const to = index + whole.length;
		if (comment) add('comment', index, to);
		else if (string) add('string', index, to);
		else if (number) add('number', index, to);
		else if (word) {
			const isKeyword = family.words.has(family.ignoresCase ? word.toLowerCase() : word);
			const isName =
				groups.call !== undefined || (family === MARKUP && /[</]/.test(code[index - 1] ?? ''));
			if (isKeyword || isName) add(isKeyword ? 'keyword' : 'name', index, index + word.length);
		}
	}
	if (end < code.length) tokens.push({ text: code.slice(end), kind: undefined });
	return tokens;
}

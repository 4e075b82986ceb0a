import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '../tests/hostile-texts';
import { parseText, typedText, type TextPart } from './messageText';

const text = (text: string): TextPart => ({ kind: 'text', text });
const code = (text: string): TextPart => ({ kind: 'code', text, open: '`', close: '`' });
const block = (text: string, open: string, close: string, language = ''): TextPart => ({
	...{ kind: 'block', text, language, open, close }
});
const marked = (
	kind: 'bold' | 'italic' | 'strike' | 'spoiler',
	mark: string,
	...parts: TextPart[]
): TextPart => ({ kind, open: mark, close: mark, parts });

/** All parts of a text, also those inside others. */
const partsIn = (parts: readonly TextPart[]): TextPart[] =>
	parts.flatMap((part) => {
		if ('parts' in part) return [part, ...partsIn(part.parts)];
		if ('lines' in part) return [part, ...part.lines.flatMap((line) => partsIn(line.parts))];
		return [part];
	});
const link = (text: string, href = text, kind: 'link' | 'doubtful' = 'link'): TextPart => ({
	...{ kind, text, href }
});

/** The addresses that a text links to. */
const linksIn = (written: string) =>
	partsIn(parseText(written)).flatMap((part) => ('href' in part ? [part.text] : []));

describe('an address', () => {
	test.each([
		[
			'in a sentence',
			'see https://a.example/x.',
			[text('see '), link('https://a.example/x'), text('.')]
		],
		['without a scheme', 'www.a.example', [link('www.a.example', 'https://www.a.example/')]],
		[
			'of a mailbox',
			'to ada@a.example!',
			[text('to '), link('ada@a.example', 'mailto:ada@a.example'), text('!')]
		],
		['in capitals', 'HTTPS://A.EXAMPLE/X', [link('HTTPS://A.EXAMPLE/X', 'https://a.example/X')]],
		[
			'written in another script',
			'https://пример.рф/путь',
			[
				link(
					'https://пример.рф/путь',
					'https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C',
					'doubtful'
				)
			]
		]
	])('%s is a link', (_case, written, parts) => {
		expect(parseText(written)).toEqual(parts);
	});

	test.each([
		['(https://a.example/x)', 'https://a.example/x'],
		['https://a.example/x_(y)', 'https://a.example/x_(y)'],
		['(see https://a.example/x_(y))', 'https://a.example/x_(y)'],
		['[https://a.example/x].', 'https://a.example/x'],
		['“https://a.example/x”', 'https://a.example/x'],
		['<https://a.example/x>', 'https://a.example/x'],
		['"https://a.example/x",', 'https://a.example/x'],
		['انظر https://a.example/x، ثم', 'https://a.example/x'],
		['https://a.example/x。次', 'https://a.example/x'],
		['https://a.example/?a=1&b=[2]#c…', 'https://a.example/?a=1&b=[2]#c'],
		['https://a.example/x?!', 'https://a.example/x'],
		['*https://a.example/x_-*', 'https://a.example/x_-'],
		['https://a.example/🌊', 'https://a.example/🌊'],
		['mailto:ada@a.example', 'ada@a.example']
	])('in %s ends where a reader expects it', (written, found) => {
		expect(linksIn(written)).toEqual([found]);
	});

	test.each([
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)//www',
		'data:text/html,<script>alert(1)</script>',
		'vbscript:msgbox',
		'file:///etc/passwd',
		'blob:https',
		'http://',
		'https://...',
		'https://[',
		'www.',
		'a@b',
		'@a.example',
		'awww.example',
		'xhttps://a.example'
	])('is not recognised, so it is no link: %s', (written) => {
		expect(parseText(written)).toEqual([text(written)]);
	});

	test.each(['\u202e', '\u200b', '\u2066', '\u00ad', '\u0000', '\u00a0'])(
		'holds nothing that does not show: %j',
		(invisible) => {
			expect(linksIn(`https://a.example/${invisible}gpj.exe`)).toEqual(['https://a.example/']);
		}
	);
});

describe('code', () => {
	test.each([
		['in a line', 'use `a < b` here', [text('use '), code('a < b'), text(' here')]],
		[
			'in lines of its own',
			'so:\n```ts\n\tconst a = 1;\n\n\tb();\n```\ndone',
			[text('so:'), block('\tconst a = 1;\n\n\tb();', '\n```ts\n', '\n```\n', 'ts'), text('done')]
		],
		['fenced in one line', '```a `b` c```', [block('a `b` c', '```', '```')]],
		['with addresses', '`https://a.example`', [code('https://a.example')]]
	])('%s stays as it is', (_case, written, parts) => {
		expect(parseText(written)).toEqual(parts);
	});

	test.each(['one ` alone', '``', '`two\nlines`', '```', '```\nnever closed', 'it`s'])(
		'is not recognised: %j',
		(written) => {
			expect(parseText(written)).toEqual([text(written)]);
		}
	);
});

describe('marks', () => {
	test.each([
		[
			'**b** and __b__',
			[marked('bold', '**', text('b')), text(' and '), marked('bold', '__', text('b'))]
		],
		['*i* _i_', [marked('italic', '*', text('i')), text(' '), marked('italic', '_', text('i'))]],
		['~~s~~', [marked('strike', '~~', text('s'))]],
		['||a secret||', [marked('spoiler', '||', text('a secret'))]],
		['***both***', [marked('bold', '**', marked('italic', '*', text('both')))]],
		['*a **b***', [marked('italic', '*', text('a '), marked('bold', '**', text('b')))]],
		['**a `*b*` c**', [marked('bold', '**', text('a '), code('*b*'), text(' c'))]],
		[
			'**https://a.example**',
			[marked('bold', '**', link('https://a.example', 'https://a.example/'))]
		],
		['_https://a.example/x_', [marked('italic', '_', link('https://a.example/x'))]],
		['这是**粗体**字', [text('这是'), marked('bold', '**', text('粗体')), text('字')]],
		['**مرحبا** 👩‍👩‍👧', [marked('bold', '**', text('مرحبا')), text(' 👩‍👩‍👧')]],
		['**two\nlines**', [marked('bold', '**', text('two\nlines'))]]
	])('around a text change how it is drawn: %s', (written, parts) => {
		expect(parseText(written)).toEqual(parts);
	});

	test.each([
		'**half',
		'half**',
		'a * b * c',
		'2*3*4',
		'snake_case_name',
		'¯\\_(ツ)_/¯',
		'** not **',
		'****',
		'||||',
		'~one~',
		'**a\n\nb**',
		'*a',
		'a || b || c',
		'\\*a\\*',
		'-',
		'- ',
		'-5',
		'>',
		'>:(',
		'1.5',
		'1.',
		'[text](javascript:alert(1))',
		'[text](data:text/html,x)',
		'[](https:)'
	])('that are half typed, or something else, stay as they are: %j', (written) => {
		expect(parseText(written)).toEqual([text(written)]);
	});

	test('that cross: the first that closes wins', () => {
		expect(parseText('**a *b** c*')).toEqual([marked('bold', '**', text('a *b')), text(' c*')]);
	});

	test('of a link show its text, which is never taken for where it leads', () => {
		expect(parseText('see [google.com](https://evil.example/x_(y))!')).toEqual([
			text('see '),
			{
				...{ kind: 'doubtful', text: 'google.com', href: 'https://evil.example/x_(y)' },
				...{ open: '[', close: '](https://evil.example/x_(y))' }
			},
			text('!')
		]);
	});
});

describe('lines', () => {
	const shape = (written: string) =>
		parseText(written).map((part) =>
			'lines' in part
				? [
						part.kind,
						...part.lines.map((line) => `${line.level}${line.marker} ${typedText(line.parts)}`)
					]
				: part.kind
		);

	test.each([
		['so:\n> a\n> b\n\nc', ['text', ['quote', '0 a', '0 b'], 'text']],
		['> > deep', [['quote', '1 deep']]],
		['- a\n  - b\n* c', [['list', '0• a', '1• b', '0• c']]],
		['1. a\n10) b\nc', [['list', '01. a', '010) b'], 'text']],
		[
			'> a\n- b',
			[
				['quote', '0 a'],
				['list', '0• b']
			]
		]
	])('that begin with a mark form a quote or a list: %j', (written, shown) => {
		expect(shape(written)).toEqual(shown);
	});

	test('have marks of their own', () => {
		expect(partsIn(parseText('- **a**\n- b**')).map(({ kind }) => kind)).toEqual([
			'list',
			'bold',
			'text',
			'text'
		]);
	});
});

describe('any text', () => {
	const pieces = fc.constantFrom(
		'https://a.example/x_(y)',
		'www.',
		'mailto:',
		'ada@a.example',
		'javascript:',
		'`',
		'```',
		'*',
		'**',
		'__',
		'_',
		'~~',
		'||',
		'\\',
		'> ',
		'\n> ',
		'\n- ',
		'\n1. ',
		'](',
		'\n',
		' ',
		'(',
		')',
		'[',
		']',
		'<',
		'>',
		'"',
		'&',
		'.',
		'/',
		'@',
		'\u202e',
		'مرحبا',
		'👩‍👩‍👧',
		'x',
		'\ud800'
	);
	const texts = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''))
	);

	test('is there in full and in its order, with its marks', () => {
		fc.assert(
			fc.property(texts, (written) => void expect(typedText(parseText(written))).toBe(written)),
			{
				numRuns: 2_000,
				examples: [['````\n```'], ['```x\n\n```'], ...HOSTILE_TEXTS.map((one): [string] => [one])]
			}
		);
	});

	test('without a mark is one part', () => {
		for (const hostile of HOSTILE_TEXTS.slice(0, 4)) {
			expect(parseText(hostile)).toEqual([text(hostile)]);
		}
	});

	test('is nested no deeper than there are marks', () => {
		const depth = (parts: readonly TextPart[]): number =>
			Math.max(0, ...parts.map((part) => ('parts' in part ? 1 + depth(part.parts) : 0)));
		fc.assert(
			fc.property(
				texts,
				(written) => void expect(depth(parseText(written))).toBeLessThanOrEqual(6)
			),
			{
				examples: [
					['**a __b *c _d ~~e ||f '.repeat(200)],
					['*a **b '.repeat(500) + '**b* '.repeat(500)]
				]
			}
		);
	});

	test('of 4,000 characters is read in less than two steps a character', () => {
		const hostile = fc.array(pieces, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
		fc.assert(
			fc.property(hostile, (piece) => {
				const written = piece.repeat(4_000 / piece.length).slice(0, 4_000);
				let steps = 0;
				parseText(written, () => steps++);
				expect(steps).toBeLessThanOrEqual(2 * written.length);
			}),
			{ examples: [['*a **b'], ['||a ~~b'], ['> '], ['- a\n'], ['*'], ['**a'], ['[a](']] }
		);
	});

	test('links only to safe addresses', () => {
		fc.assert(
			fc.property(texts, (written) => {
				for (const part of partsIn(parseText(written))) {
					if (!('href' in part)) continue;
					expect(part.href).toMatch(/^(?:https?:\/\/|mailto:)./);
					// The text of `[text](address)` may be any: it says where it leads.
					if (part.open === undefined) expect(part.text).not.toMatch(/[\s<>"`\p{Cc}\p{Cf}]/u);
					else expect(part.kind).toBe('doubtful');
				}
			}),
			{ numRuns: 2_000 }
		);
	});

	test.each([
		'*',
		'*a',
		'**a ',
		'_a*',
		'||a',
		'> ',
		'- ',
		'\n',
		'\t',
		'[a](',
		'[a](https://(',
		'`',
		'```a',
		'a.',
		'a@',
		'(',
		')',
		'.',
		'www.',
		'https://',
		'`a\n'
	])('of 10,000 times %j is parsed in linear time', (piece) => {
		const started = performance.now();
		parseText(piece.repeat(10_000));
		parseText(`https://a.example/${piece.repeat(10_000)}`);
		expect(performance.now() - started).toBeLessThan(1_000);
	});
});

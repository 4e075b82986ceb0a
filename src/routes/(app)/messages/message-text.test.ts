import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenHostOf } from './link-host';
import { parseText, type TextPart } from './message-text';

const text = (text: string): TextPart => ({ kind: 'text', text });
const code = (text: string): TextPart => ({ kind: 'code', text });
const block = (text: string): TextPart => ({ kind: 'block', text });
const link = (text: string, href = text, kind: 'link' | 'doubtful' = 'link'): TextPart => ({
	...{ kind, text, href }
});

/** The addresses that a text links to. */
const linksIn = (written: string) =>
	parseText(written).flatMap((part) => ('href' in part ? [part.text] : []));

/** The hosts that the text of its links does not show. */
const hiddenHostsIn = (written: string) =>
	parseText(written).flatMap((part) => {
		if (!('href' in part)) return [];
		return [part.kind === 'doubtful' ? hiddenHostOf(part.text, part.href) : undefined];
	});

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
		['https://google.com@evil.example', 'evil.example'],
		['https://google.com:443@evil.example/x', 'evil.example'],
		['https://user:password@books.example', 'books.example'],
		['https://google.com%2F@evil.example', 'evil.example'],
		['https://g%6fogle.example', 'google.example'],
		['https:////evil.example', 'evil.example'],
		['www.google.com@evil.example', 'evil.example'],
		['https://gооgle.com', 'xn--ggle-55da.com'],
		['https://аррӏе.com', 'xn--80ak6aa92e.com'],
		['https://bücher.example', 'xn--bcher-kva.example'],
		['https://ｇoogle.example', 'google.example'],
		['https://evil.example⁄google.com', 'evil.xn--examplegoogle-966g.com'],
		['http://3232235777', '192.168.1.1'],
		['http://0x7f.1/x', '127.0.0.1'],
		['http://192.168.1.1', '192.168.1.1'],
		['http://[::1]/x', '[::1]']
	])('that does not show where it leads, says so: %s', (written, host) => {
		expect(hiddenHostsIn(written)).toEqual([host]);
	});

	test.each([
		'https://books.example',
		'HTTPS://Books.Example/x',
		'www.books.example/@ada',
		'https://books.example:8443/a@b',
		'https://books.example?user=ada@a.example',
		'https://books.example#@evil.example',
		'https://books.example\\@evil.example',
		'https://пример.рф',
		'https://例え.みんな/x',
		'https://한국.한국',
		'ada@books.example',
		'http://localhost:4173/c/1'
	])('that shows where it leads, says nothing more: %s', (written) => {
		expect(hiddenHostsIn(written)).toEqual([undefined]);
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
			[text('so:'), block('\tconst a = 1;\n\n\tb();'), text('done')]
		],
		['fenced in one line', '```a `b` c```', [block('a `b` c')]],
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

describe('any text', () => {
	const pieces = fc.constantFrom(
		'https://a.example/x_(y)',
		'www.',
		'mailto:',
		'ada@a.example',
		'javascript:',
		'`',
		'```',
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

	const isMarks = (text: string) => /^[`\n]*(?:`{3}[\w+#.-]*\n)?[`\n]*$/.test(text);

	test('shows the whole text in its order', () => {
		fc.assert(
			fc.property(texts, (written) => {
				let rest = written;
				for (const part of parseText(written)) {
					// Only the marks of code are between the parts. Of a part that is such marks too, these are the first.
					let at = rest.indexOf(part.text);
					while (at >= 0 && !isMarks(rest.slice(0, at))) at = rest.indexOf(part.text, at + 1);
					expect(at, JSON.stringify(part)).toBeGreaterThanOrEqual(0);
					rest = rest.slice(at + part.text.length);
				}
				expect(rest).toMatch(/^[`\n]*$/);
			}),
			{ numRuns: 2_000, examples: [['````\n```'], ['```x\n\n```']] }
		);
	});

	test('links only to safe addresses', () => {
		fc.assert(
			fc.property(texts, (written) => {
				for (const part of parseText(written)) {
					if (!('href' in part)) continue;
					expect(part.href).toMatch(/^(?:https?:\/\/|mailto:)./);
					expect(part.text).not.toMatch(/[\s<>"`\p{Cc}\p{Cf}]/u);
				}
			}),
			{ numRuns: 2_000 }
		);
	});

	test.each(['`', '```a', 'a.', 'a@', '(', ')', '.', 'www.', 'https://', '`a\n', '\n'])(
		'of 20,000 times %j is parsed in linear time',
		(piece) => {
			const started = performance.now();
			parseText(piece.repeat(20_000));
			parseText(`https://a.example/${piece.repeat(20_000)}`);
			expect(performance.now() - started).toBeLessThan(1_000);
		}
	);
});

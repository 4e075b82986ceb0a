import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlight } from './highlight';

/** What is coloured, by kind. */
const colours = (code: string, language: string) =>
	highlight(code, language).flatMap(({ text, kind }) => (kind ? [`${kind} ${text}`] : []));

describe('code', () => {
	test.each([
		['ts', 'const a = f("x"); // no', ['keyword const', 'name f', 'string "x"', 'comment // no']],
		[
			'py',
			"def f(x): return 'a' # no",
			['keyword def', 'name f', 'keyword return', "string 'a'", 'comment # no']
		],
		[
			'sql',
			'SELECT 1 FROM a -- no',
			['keyword SELECT', 'number 1', 'keyword FROM', 'comment -- no']
		],
		[
			'html',
			'<p class="a">b</p><!-- no -->',
			['name p', 'string "a"', 'name p', 'comment <!-- no -->']
		],
		['TS', 'let', ['keyword let']],
		['cobol', 'const', []],
		['', 'const', []]
	])('in %s has the colours of its language', (language, code, shown) => {
		expect(colours(code, language)).toEqual(shown);
	});

	const languages = fc.constantFrom('ts', 'py', 'sql', 'html', '');
	const pieces = fc.constantFrom(
		'"',
		"'",
		'`',
		'\\',
		'/*',
		'*/',
		'//',
		'#',
		'"""',
		'<!--',
		'\n',
		' ',
		'if',
		'1',
		'🌊',
		'\ud800'
	);

	test('is there in full, whatever it is', () => {
		const codes = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''))
		);
		fc.assert(
			fc.property(codes, languages, (code, language) => {
				expect(
					highlight(code, language)
						.map(({ text }) => text)
						.join('')
				).toBe(code);
			})
		);
	});

	test.each(['"', '"\\', '/*', '/* ', '"""', '<!--', 'a', 'a(', '1', ' ', '`\\'])(
		'of 20,000 times %j is read in linear time',
		(piece) => {
			const started = performance.now();
			for (const language of ['ts', 'py', 'sql', 'html']) highlight(piece.repeat(20_000), language);
			expect(performance.now() - started).toBeLessThan(1_000);
		}
	);
});

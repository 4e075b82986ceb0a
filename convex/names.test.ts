import { expect, test } from 'vitest';
import { MAX_NAME_CHARACTERS } from './limits';
import { cleanName, excessOfName, hasEmailAddress, requireName } from './names';
import { refusalOf } from './test.setup';

/** What is read of it ends within the last character. */
const MOSTLY_LEFT_OUT = `${'\u202e'.repeat(8 * MAX_NAME_CHARACTERS - 3)}a👩\u200d💻`;

test.each([
	['as it is', 'Ada Lovelace', 'Ada Lovelace'],
	['without its margins, on one line', ' Ada \n\t King\u0000of ', 'Ada King of'],
	['without what turns the text around it', 'Ada \u202egnik\u202c\u2066\u200f', 'Ada gnik'],
	['in Arabic, with the mark that joins no letters', 'می\u200cخواهم', 'می\u200cخواهم'],
	['with a joined emoji', 'Ada 👩\u200d💻', 'Ada 👩\u200d💻'],
	['without half of a pair', 'Ada \ud83d King', 'Ada King'],
	['cut at the limit, in code points', '👍'.repeat(100), '👍'.repeat(MAX_NAME_CHARACTERS)],
	['without a margin where it is cut', `${'x'.repeat(79)} yyy`, 'x'.repeat(79)],
	['cut though it is very long', 'x'.repeat(10_000), 'x'.repeat(MAX_NAME_CHARACTERS)],
	['without a part of a character after much that is left out', MOSTLY_LEFT_OUT, 'a'],
	['empty when it is blank', ' \u00a0\u3000\n', ''],
	['empty when nothing can be seen', '\u200b\u2060\u3164\ufe0f\u202e', '']
])('a name is written %s', (_how, text, name) => {
	expect(cleanName(text)).toBe(name);
});

test('a name is the same when it is cleaned again', () => {
	for (const text of ['  Ada \u202e King', 'x'.repeat(79) + ' y', '👍'.repeat(200)]) {
		expect(cleanName(cleanName(text))).toBe(cleanName(text));
	}
});

test.each([
	['empty', '  '],
	['empty', '\u202e\u200b'],
	['tooLong', 'x'.repeat(MAX_NAME_CHARACTERS + 1)]
])('a name that somebody gives is refused as %s: %j', async (reason, text) => {
	const refusal = await refusalOf(Promise.resolve().then(() => requireName(text)));
	expect(refusal).toMatchObject({ kind: 'Invalid', field: 'name', reason });
});

test('an address is found wherever it stands in a name', () => {
	for (const name of ['ada@example.com', 'Ada (ada@x.example)', 'ada@x.y.z']) {
		expect(hasEmailAddress(name), name).toBe(true);
	}
	for (const name of ['Ada', '@ada', 'Ada @ Home', 'ada@localhost', 'a.b.c']) {
		expect(hasEmailAddress(name), name).toBe(false);
	}
});

test('a name is cut between characters, and says how much of it is too much', () => {
	const name = `${'x'.repeat(MAX_NAME_CHARACTERS - 2)}👩\u200d💻`;
	expect(cleanName(name)).toBe('x'.repeat(MAX_NAME_CHARACTERS - 2));
	expect(excessOfName(name)).toBe(1);
	expect(excessOfName(` ${'x'.repeat(MAX_NAME_CHARACTERS)} `)).toBe(0);
});

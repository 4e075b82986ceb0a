import { expect, test } from 'vitest';
import { initialsOf } from './initials';

test.each([
	['Ada Lovelace', 'AL'],
	['  ada   king  of lovelace ', 'AK'],
	['\u202eAda \u2066King', 'AK'],
	['👍 Ada', '👍A'],
	['👩‍💻 Ada', '👩‍💻A'],
	['🇩🇪 e\u0301mile', '🇩🇪E\u0301'],
	['محمد علي', 'مع'],
	['', ''],
	[' \u202e\u2069 ', '']
])('the initials of %j are %j', (name, initials) => {
	expect(initialsOf(name)).toBe(initials);
});

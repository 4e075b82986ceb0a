import { expect, test } from 'vitest';
import { replaceVersions, type DraftVersion } from './draftVersions';

const one = (id: string, text = id): DraftVersion => ({ id, text });
const [a, b, c] = [one('a'), one('b'), one('c')];

test.each([
	['the first version is the current one', { others: [] }, [], a, { current: a, others: [] }],
	[
		'a version replaces what its device has seen',
		{ current: a, others: [] },
		['a'],
		b,
		{ current: b, others: [] }
	],
	[
		'what its device has not seen stays beside it',
		{ current: a, others: [] },
		[],
		b,
		{ current: b, others: [a] }
	],
	[
		'what was beside it stays too',
		{ current: a, others: [b] },
		['a'],
		c,
		{ current: c, others: [b] }
	],
	[
		'the one beside it is written on',
		{ current: a, others: [b] },
		['b'],
		c,
		{ current: c, others: [a] }
	],
	[
		'the same text twice is one version',
		{ current: a, others: [] },
		[],
		one('d', 'a'),
		{ current: one('d', 'a'), others: [] }
	],
	[
		'an end leaves what its device has not seen',
		{ current: a, others: [b] },
		['a'],
		undefined,
		{ current: undefined, others: [b] }
	],
	[
		'the one beside it ends',
		{ current: a, others: [b] },
		['b'],
		undefined,
		{ current: a, others: [] }
	],
	[
		'an end of what is gone changes nothing',
		{ current: a, others: [] },
		['x'],
		undefined,
		{ current: a, others: [] }
	]
])('%s', (_case, draft, seen, version, result) => {
	expect(replaceVersions(draft, seen, version)).toEqual(result);
});

import { describe, expect, test } from 'vitest';
import { adopt, areRows, type ItemRange, type ItemShape, type Span } from './span.js';

interface Item {
	at: number;
	key: string;
}

const shape: ItemShape<Item> = { keyOf: ({ key }) => key, orderOf: ({ at }) => at };

/** Items named after their orders; `|` before a name is a gap. */
function span(text: string): Span<Item> {
	const names = text.split(' ').filter((name) => name !== '');
	const items = names.map((name) => item(name.replace('|', '')));
	return {
		items,
		gaps: new Set(names.filter((name) => name.startsWith('|')).map((name) => name.slice(1)))
	};
}

function item(name: string): Item {
	return { key: name, at: parseFloat(name) };
}

function show({ items, gaps }: Span<Item>): string {
	return items.map(({ key }) => (gaps.has(key) ? `|${key}` : key)).join(' ');
}

const after = (before: string, answer: string, range: Partial<ItemRange>) =>
	show(adopt(span(before), span(answer).items, { keep: 'newest', limit: 3, ...range }, shape));

describe('an answer with the newest items', () => {
	test('is complete when it has fewer items than the limit', () => {
		expect(after('', '1 2', {})).toBe('1 2');
		expect(after('|1 2 3', '2 4', {})).toBe('2 4');
		expect(after('1 2', '', {})).toBe('');
	});

	test('has a gap before it when it reaches the limit', () => {
		expect(after('', '1 2 3', {})).toBe('|1 2 3');
	});

	test('has no gap to items that it touches', () => {
		expect(after('|1 2 3', '2 3 4', {})).toBe('|1 2 3 4');
		expect(after('|1 2 3', '3 4 5', {})).toBe('|1 2 3 4 5');
	});

	test('has a gap to items that it does not touch', () => {
		expect(after('|1 2 3', '4 5 6', {})).toBe('|1 2 3 |4 5 6');
	});

	test('has no gap inside a part of the span without gaps', () => {
		expect(after('1 2 4 5', '3 5 6', {})).toBe('1 2 3 5 6');
	});

	test('replaces items that are gone', () => {
		expect(after('1 2 3 4', '1 3 4', {})).toBe('1 3 4');
		expect(after('1 |3 4 5', '3 5 6', {})).toBe('1 |3 5 6');
	});
});

describe('an answer with the items before a gap', () => {
	test('moves the gap or closes it', () => {
		expect(after('1 2 |7 8', '5 6 7', { from: 2, to: 7 })).toBe('1 2 |5 6 7 8');
		expect(after('1 2 |5 6', '2 4 5', { from: 2, to: 5, limit: 4 })).toBe('1 2 4 5 6');
		expect(after('1 2 |7 8', '2 3 4', { from: 2, to: 7, keep: 'oldest' })).toBe('1 2 3 4 |7 8');
	});

	test('closes the gap when it is empty, also when the items at its ends are gone', () => {
		expect(after('1 2 |5 6', '2 5', { from: 2, to: 5 })).toBe('1 2 5 6');
		expect(after('1 2 |5 6', '', { from: 2, to: 5 })).toBe('1 6');
		expect(after('|1 2 |5 6', '3', { from: 1, to: 5 })).toBe('|3 6');
	});

	test('has no gap before it when it reaches the first item', () => {
		expect(after('|3 4', '2 3', { to: 3 })).toBe('2 3 4');
		expect(after('|3 4', '3', { to: 3 })).toBe('3 4');
		expect(after('|3 4', '', { to: 3 })).toBe('4');
	});
});

test('an answer inside the span changes only the items in its range', () => {
	expect(after('|1 2 4 |5', '2 3', { from: 2, to: 4 })).toBe('|1 2 3 |5');
});

test('an answer in the middle of a gap leaves a gap on either side', () => {
	expect(after('1 |9', '4 5 6', { to: 6 })).toBe('1 |4 5 6 |9');
	expect(after('1 |9', '4 5 6', { from: 4, keep: 'oldest' })).toBe('1 |4 5 6 |9');
});

test('items of the same order stay when an answer was cut between them', () => {
	expect(after('1 2a 2b 3', '2b 3 4', {})).toBe('1 2a 2b 3 4');
	expect(after('1 2a 2b 3', '1 2a', { from: 1, keep: 'oldest', limit: 2 })).toBe('1 2a 2b 3');
	expect(after('|2b 3', '1 2a 2b', { to: 2 })).toBe('|1 2a 2b 3');
});

describe('values from the disk are rows', () => {
	test.each<[string, unknown[], boolean]>([
		['when they have keys and orders', [item('1'), item('1'), item('2')], true],
		['when there are none', [], true],
		['not when one is none', [item('1'), null], false],
		['not when one is a text', ['1'], false],
		['not without a key', [{ at: 1 }], false],
		['not without an order', [{ key: '1' }], false],
		['not with an order that is no number', [{ key: '1', at: '1' }], false],
		['not with an order that is NaN', [{ key: '1', at: NaN }], false],
		['not out of order', [item('2'), item('1')], false]
	])('%s', (_case, values, isTrue) => {
		expect(areRows(values, shape)).toBe(isTrue);
	});
});

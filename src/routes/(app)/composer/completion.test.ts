import { expect, test } from 'vitest';
import { messageOf } from '../../../../tests/components/messages';
import { ADA, GRACE } from '../../../../tests/components/world';
import { EVERYBODY } from '$convex/limits';
import { tokenAt } from './completion';
import { suggestPeople } from './mention-suggestions';

const queryAt = (text: string) => {
	const found = tokenAt(text, text.length);
	return found && found.sign + found.query;
};

test.each([
	['@', '@'],
	['@Gr', '@Gr'],
	['Hello @Grace H', '@Grace H'],
	['(@gr', '@gr'],
	['@أ', '@أ'],
	[':he', ':he'],
	['so :red_he', ':red he'],
	[':+1', ':+1'],
	[':قلب', ':قلب'],
	['ada@exam', undefined],
	['at 10:30', undefined],
	[':h', undefined],
	[':-)', undefined],
	[':he art', undefined],
	['@Grace Hopper and', undefined],
	['@Grace\n', undefined],
	['https://example.org', undefined],
	['x'.repeat(100), undefined],
	['@' + 'x'.repeat(100), undefined]
])('%j asks for %j', (text, query) => {
	expect(queryAt(text)).toBe(query);
});

test('a token is before the caret, and says where it is', () => {
	expect(tokenAt('Hi @gr and more', 6)).toEqual({ sign: '@', query: 'gr', from: 3, to: 6 });
	expect(tokenAt('Hi @gr and more', 2)).toBeUndefined();
});

const people = {
	members: [
		{ subject: 'user_zoe', name: 'Zoë Quinn' },
		{ subject: GRACE, name: 'Grace Brewster Hopper' },
		{ subject: 'user_alan', name: 'Alan Turing' },
		{ subject: ADA, name: 'Ada Lovelace' }
	],
	messages: [messageOf(1), messageOf(2, { authorId: ADA, author: 'Ada Lovelace' })],
	subject: ADA,
	everybody: undefined as string | undefined
};
const namesFor = (query: string, changed: Partial<typeof people> = {}) =>
	suggestPeople(query, { ...people, ...changed }).map(({ name }) => name);

test('people are offered who have written last, then by name, and not oneself', () => {
	expect(namesFor('')).toEqual(['Grace Brewster Hopper', 'Alan Turing', 'Zoë Quinn']);
});

test('people are found by the beginning of any of their names, without accents', () => {
	expect(namesFor('hop')).toEqual(['Grace Brewster Hopper']);
	expect(namesFor('zoe q')).toEqual(['Zoë Quinn']);
	expect(namesFor('ring')).toEqual([]);
});

test('without any members on the device, those are offered who have written', () => {
	expect(namesFor('', { members: [] })).toEqual(['Grace Hopper']);
});

test('everybody is the last to be offered, where one may mention everybody', () => {
	expect(namesFor('al', { everybody: 'all' })).toEqual(['Alan Turing', 'all']);
	const [, all] = suggestPeople('al', { ...people, everybody: 'all' });
	expect(all).toMatchObject({ text: '@all ', mention: { userId: EVERYBODY, name: 'all' } });
});

import { expect, test } from 'vitest';
import { Selection } from './selection.svelte';

const grace = { authorId: 'user_grace', clientId: '1' };
const ada = { authorId: 'user_ada', clientId: '1' };
const other = { authorId: 'user_ada', clientId: '2' };

test('messages are selected and taken out by their names, in the order of the list', () => {
	const selection = new Selection();
	for (const one of [other, grace, ada, ada]) selection.toggle({ ...one });
	expect(selection.has(ada)).toBe(false);
	expect(selection.among([ada, grace, other])).toEqual([grace, other]);
});

test('a message that was deleted since is not selected any more', () => {
	const selection = new Selection();
	selection.toggle(grace);
	expect(selection.among([{ ...grace, removedAt: 1 }, ada])).toEqual([]);
});

import { expect, test } from 'vitest';
import { countMessages } from './pending';
import { deliveries } from './deliveries';

test('messages and edits are counted, but no other mutations', () => {
	const counted = deliveries
		.map(({ name }) => name)
		.filter((name) => countMessages(new Map([[name, 1]])) > 0);
	expect(counted).toEqual(['messages:send', 'messages:edit']);
	const pending = { 'messages:send': 3, 'messages:edit': 1, 'reactions:set': 2 };
	expect(countMessages(new Map(Object.entries(pending)))).toBe(4);
	expect(countMessages(new Map())).toBe(0);
});

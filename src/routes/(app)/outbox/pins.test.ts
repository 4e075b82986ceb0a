import { expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { pinsWith } from './pins';

const one = { authorId: 'user_ada', clientId: '1', text: 'One' };
const two = { authorId: 'user_grace', clientId: '1', text: 'Two' };

function entry(
	{ authorId, clientId }: typeof one,
	isOn: boolean,
	status: 'waiting' | 'sent' = 'waiting',
	conversationId = 'c1'
): OutboxEntry {
	return {
		...{
			id: `${authorId} ${isOn}`,
			subject: 'user_ada',
			mutation: 'pins:set',
			orderingKey: 'c1 pins'
		},
		...{ writtenAt: 1, state: { status } },
		args: { conversationId, message: { authorId, clientId }, isOn }
	};
}

test('what is pinned without a network is the last one, and what is unpinned is gone', () => {
	expect(pinsWith([entry(two, true)], 'c1', [one])).toEqual([{ ...two, text: '' }, one]);
	expect(pinsWith([entry(one, false)], 'c1', [two, one])).toEqual([two]);
	expect(pinsWith([entry(two, true), entry(two, false)], 'c1', [one])).toEqual([one]);
});

test('what the server has already, what it has answered, and other conversations change nothing', () => {
	const pins = [one];
	expect(pinsWith([entry(one, true)], 'c1', pins)).toBe(pins);
	expect(pinsWith([entry(two, true, 'sent')], 'c1', pins)).toBe(pins);
	expect(pinsWith([entry(two, true, 'waiting', 'c2')], 'c1', pins)).toBe(pins);
	expect(pinsWith([], 'c1')).toEqual([]);
});

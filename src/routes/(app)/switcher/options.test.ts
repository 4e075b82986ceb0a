import { describe, expect, test } from 'vitest';
import { listed, messageOf } from '../../../../tests/components/messages';
import type { ListedConversation } from '../model/conversation-list';
import { commandsFor } from './commands';
import { matchesName } from '../model/matches-name';
import { groupOptions, type Known } from './options';

const conversation = (id: string, changed: Partial<ListedConversation> = {}) =>
	listed({ id: id as ListedConversation['id'], name: id, ...changed });
const person = (name: string) => ({ subject: `user_${name}`, name });
const found = (number: number) => ({
	...messageOf(number),
	conversationId: 'c' as ListedConversation['id']
});

/** The keys of the options, in their groups. */
function shown(known: Partial<Known>) {
	const groups = groupOptions({
		...{ text: 'gr', conversations: [], commands: [], people: [], messages: [] },
		live: { people: undefined, messages: undefined },
		...known
	});
	return groups.map(({ name, options }) => [name, ...options.map(({ key }) => key)]);
}

describe('a name is found by', () => {
	test.each([
		['gr', true],
		['hop gra', true],
		['GRÀCE', true],
		['race', false],
		['grace x', false],
		['?', false]
	])('%s: %s', (text, isFound) => {
		expect(matchesName('Grace Hopper', text)).toBe(isFound);
	});
});

test('without a text there are the conversations in their order, and what can be done', () => {
	const conversations = [conversation('new'), conversation('old')];
	const commands = commandsFor('new', true).map((command) => ({ command, name: command.name }));
	const [first, second] = shown({ text: '', conversations, commands, people: [person('Grace')] });
	expect(first).toEqual(['conversations', 'conversation new', 'conversation old']);
	expect(second).toContain('command findHere');
	expect(second).toContain('command markAllRead');
	const others = commandsFor(undefined, false).map(({ name }) => name);
	expect(others).not.toContain('findHere');
	expect(others).not.toContain('markAllRead');
});

test('a closed conversation with an invitation alone is not offered', () => {
	const invited = conversation('group', { isMember: false, kind: 'invited' });
	expect(shown({ conversations: [invited] })).toEqual([]);
});

test('whom one writes to directly is a conversation, and in the list once', () => {
	const direct = conversation('Grace', { kind: 'direct', peer: person('Grace') });
	const people = [person('Grace'), person('Greta')];
	expect(shown({ conversations: [direct], people, live: { people, messages: [] } })).toEqual([
		['conversations', 'conversation Grace'],
		['people', 'person user_Greta']
	]);
});

test('what the backend finds comes below what the device has found, and nothing is there twice', () => {
	const device = { people: [person('Grace')], messages: [found(2)] };
	const live = { people: [person('Grace'), person('Greta')], messages: [found(2), found(1)] };
	const before = shown(device).flat();
	const names = shown({ ...device, live: { ...live, messages: undefined } }).flat();
	const after = shown({ ...device, live });
	// Whichever answer comes first.
	expect(names).toEqual(before);
	expect(after.flat().slice(0, before.length)).toEqual(before);
	expect(after).toEqual([
		['people', 'person user_Grace'],
		['messages', 'message id-2', 'message id-1'],
		['others', 'person user_Greta']
	]);
});

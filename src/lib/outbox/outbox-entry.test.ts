import { makeFunctionReference } from 'convex/server';
import { expect, expectTypeOf, test } from 'vitest';
import { send, type Message } from '../fakes/fake-message-server.js';
import { isEntryOf, type OutboxEntry } from './outbox-entry.js';

const rename = makeFunctionReference<'mutation', { name: string }>('rooms:rename');

function anEntry(mutation: string): OutboxEntry {
	const state = { status: 'waiting' } as const;
	const written = { subject: 'user_ada', orderingKey: '', writtenAt: 0 };
	return { ...written, id: mutation, mutation, args: {}, state };
}

test('the entries of a mutation are found by the function, with the types of its arguments', () => {
	const entries = ['messages:send', 'rooms:rename', 'messages:sendAll'].map(anEntry);
	const sends = entries.filter(isEntryOf(send));
	expect(sends.map(({ id }) => id)).toEqual(['messages:send']);
	expect(entries.filter(isEntryOf(rename)).map(({ id }) => id)).toEqual(['rooms:rename']);
	expectTypeOf(sends[0]!.args).toEqualTypeOf<Readonly<Message>>();
});

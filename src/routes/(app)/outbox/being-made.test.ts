import { expect, test } from 'vitest';
import type { EntryState, OutboxEntry } from '$lib';
import { unsentIn } from './being-made';

function entryOf(id: string, mutation: string, state: EntryState): OutboxEntry {
	const args = { conversationId: 'c1', clientId: id };
	const given = { subject: 'user_ada', orderingKey: '', writtenAt: 5 };
	return { id, mutation, args, state, ...given };
}

const rejected: EntryState = { status: 'rejected', reason: { kind: 'not_understood' } };
const message = (id: string, state: EntryState) => entryOf(id, 'messages:send', state);

test('of several messages the last one counts, and one that was rejected before all others', () => {
	const waiting = message('m2', { status: 'waiting' });
	expect(unsentIn([message('m1', { status: 'sending' }), waiting]).get('c1')).toBe(waiting);
	const refused = message('m1', rejected);
	expect(unsentIn([refused, waiting]).get('c1')).toBe(refused);
	expect(unsentIn([message('m1', { status: 'sent' })]).size).toBe(0);
});

test('a conversation that is being created is there by its client id', () => {
	const creation = entryOf('new', 'conversations:create', { status: 'waiting' });
	expect(unsentIn([creation]).get('new')).toBe(creation);
});

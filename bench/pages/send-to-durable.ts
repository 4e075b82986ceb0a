import { openDB } from 'idb';
import { api } from '../../convex/_generated/api';
import type { Id } from '../../convex/_generated/dataModel';
import { createClientId } from '../../src/lib/outbox/client-id.ts';
import { sequenceAfter, toStored } from '../../src/lib/outbox/stored-entry.ts';
import { openAccount } from './open-account.ts';

const SUBJECT = 'user_ada';

const { outbox } = await openAccount(SUBJECT);
const database = await openDB('raw', 1, {
	upgrade: (raw) => void raw.createObjectStore('rows')
});
let lastSequence: string | undefined;

/** The milliseconds until the outbox says that a message is safe. */
export async function enqueue(): Promise<number> {
	const args = newMessage();
	const start = performance.now();
	await outbox.enqueue(api.messages.send, args);
	return performance.now() - start;
}

/** The milliseconds until IndexedDB says so of the same record, put into a database of the same shape. */
export async function putRecord(): Promise<number> {
	const args = newMessage();
	const now = Date.now();
	const sequence = sequenceAfter(lastSequence, args.clientId);
	lastSequence = sequence;
	const record = toStored({
		sequence,
		id: args.clientId,
		orderingKey: args.conversationId,
		mutation: 'messages:send',
		args,
		version: 1,
		writtenAt: now,
		wantedAt: now,
		state: { status: 'waiting' },
		mayHaveHappened: false,
		failures: 0
	});
	const start = performance.now();
	const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
	void transaction.store.put(record, ['outbox', SUBJECT, '', sequence]);
	transaction.commit();
	await transaction.done;
	return performance.now() - start;
}

function newMessage() {
	return {
		// Nothing is sent, and nobody looks it up.
		conversationId: 'a conversation of 32 characters.' as Id<'conversations'>,
		clientId: createClientId(),
		body: 'Are you still there? I shall wait for you at the gate until eight, and then take the bus.'
	};
}

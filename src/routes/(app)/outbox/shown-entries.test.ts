import { expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { shownEntries } from './shown-entries';

function anEntry(
	id: string,
	clientId: string,
	status: string,
	mutation = id === clientId ? 'messages:send' : 'messages:edit'
): OutboxEntry {
	return { id, mutation, args: { clientId }, state: { status } } as unknown as OutboxEntry;
}

test('a message shows its rejected entry, otherwise its last one', () => {
	const sending = anEntry('m1', 'm1', 'sending');
	const edited = anEntry('e1', 'm1', 'waiting');
	const rejected = anEntry('m2', 'm2', 'rejected');
	const waiting = anEntry('e2', 'm2', 'waiting');
	const removed = anEntry('r3', 'm3', 'waiting', 'messages:remove');
	const reaction = anEntry('x1', 'm1', 'rejected', 'reactions:set');
	expect(shownEntries([sending, edited, rejected, waiting, removed, reaction])).toEqual(
		new Map([
			['m1', edited],
			['m2', rejected],
			['m3', removed]
		])
	);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	dependentsOf,
	fromStored,
	sequenceAfter,
	toStored,
	type StoredEntry
} from './stored-entry.js';

const entry: StoredEntry = {
	sequence: '0000000000000001 a',
	id: 'a',
	orderingKey: 'c',
	mutation: 'messages:send',
	args: { body: 'hello', count: 2n, bytes: new Uint8Array([1, 2]).buffer },
	version: 2,
	writtenAt: 1,
	wantedAt: 1,
	heardAt: 1,
	state: { status: 'waiting' },
	mayHaveHappened: false,
	failures: 0
};

describe('a sequence', () => {
	test('sorts as a string after all earlier sequences', () => {
		fc.assert(
			fc.property(fc.nat({ max: 10 ** 9 }), fc.string(), fc.string(), (order, one, two) => {
				const last = `${String(order).padStart(16, '0')} ${one}`;
				expect(sequenceAfter(last, two) > last).toBe(true);
			})
		);
	});

	test('is the first one when there is none before', () => {
		expect(sequenceAfter(undefined, 'a')).toBe(entry.sequence);
	});
});

describe('a stored entry', () => {
	test.each<StoredEntry['state']>([
		{ status: 'waiting' },
		{ status: 'sending', by: 'tab' },
		{ status: 'sent', at: 1 },
		{ status: 'held' },
		{ status: 'held', by: 'tab' },
		{ status: 'rejected', reason: { kind: 'too_old' } },
		{ status: 'rejected', reason: { kind: 'refused', data: null } },
		{ status: 'rejected', reason: { kind: 'server_error', message: 'no' } }
	])('is read as it was written, in the state %o', (state) => {
		const written = { ...entry, state, dependsOn: 'b', notBefore: 2 };
		expect(fromStored(entry.sequence, structuredClone(toStored(written)))).toMatchObject(written);
	});

	test.each<[string, object]>([
		['of a newer version', { schema: 2 }],
		['without a version', { schema: undefined }],
		['without an id', { id: 1 }],
		['in a state that is not known', { state: { status: 'flying' } }],
		['with arguments that are none', { args: 'none' }]
	])('%s is not read', (_what, wrong) => {
		expect(
			fromStored(entry.sequence, { ...(toStored(entry) as object), ...wrong })
		).toBeUndefined();
	});

	test.each<[string, object, Partial<StoredEntry>]>([
		['when it was written', { writtenAt: 'now' }, { writtenAt: 0 }],
		['when it was written, beyond all dates', { writtenAt: 1e300 }, { writtenAt: 0 }],
		['when it was wanted, and asks before it sends', { wantedAt: NaN }, { wantedAt: 0 }],
		['which version it is of', { version: 'new' }, { version: 1 }],
		['when the servers were heard', { heardAt: 'then' }, { heardAt: undefined }],
		['what it waits for', { dependsOn: 5 }, { dependsOn: undefined }],
		['how often it failed', { failures: '3' }, { failures: 0 }],
		['whether it may have happened', { mayHaveHappened: null }, { mayHaveHappened: true }],
		[
			'why it was rejected',
			{ state: { status: 'rejected' } },
			{ state: { status: 'rejected', reason: { kind: 'server_error', message: '' } } }
		]
	])('goes on with what was written where nothing says %s', (_what, wrong, mended) => {
		const stored = { ...(toStored(entry) as object), ...wrong };
		expect(fromStored(entry.sequence, stored)).toEqual({ ...entry, ...mended });
	});

	test.each([undefined, null, 'text', 1, []])('that is %o is not read', (stored) => {
		expect(fromStored(entry.sequence, stored)).toBeUndefined();
	});
});

test('dependents of an entry include the dependents of its dependents', () => {
	const entries = [
		entry,
		{ ...entry, id: 'b', dependsOn: 'a' },
		{ ...entry, id: 'c' },
		{ ...entry, id: 'd', dependsOn: 'b' },
		{ ...entry, id: 'e', dependsOn: 'c' }
	];
	expect(dependentsOf(entry, entries).map(({ id }) => id)).toEqual(['b', 'd']);
});

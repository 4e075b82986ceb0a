import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planDelivery, type Moment } from './delivery-plan.js';
import type { OutboxRow, RowState } from './outbox-row.js';
import { MAX_AGE_MS } from './row-changes.js';

const moment: Moment = {
	now: 1_000_000,
	isKnown: () => true,
	phaseOf: () => undefined,
	isPaused: () => false
};

function rowOf(id: string, state: RowState = { status: 'waiting' }, more: Partial<OutboxRow> = {}) {
	const row: OutboxRow = {
		...{ place: id, id, lane: 'c', mutation: 'messages:send', args: {}, state },
		...{ writtenAt: 0, wantedAt: 0, mayHaveHappened: false, failures: 0 },
		...more
	};
	return row;
}

/** Which rows are sent. */
const sent = (rows: OutboxRow[], more: Partial<Moment> = {}) =>
	planDelivery(rows, { ...moment, ...more }).send.map(({ id }) => id);

const rejected: RowState = { status: 'rejected', reason: { kind: 'too_old' } };
const sendingBy = (by: string): RowState => ({ status: 'sending', by });

describe('of a lane', () => {
	test('the first written is sent, and it alone', () => {
		expect(sent([rowOf('a'), rowOf('b')])).toEqual(['a']);
	});

	test.each<[string, RowState, string[]]>([
		['has happened', { status: 'sent', at: 0 }, ['b']],
		['was rejected', rejected, ['b']],
		['is held', { status: 'held' }, []]
	])('a first one that %s is not sent, and the next: %o', (_what, state, next) => {
		expect(sent([rowOf('a', state), rowOf('b')])).toEqual(next);
	});

	test('nothing is sent while this tab sends, but the next while it only notes the answer', () => {
		const rows = [rowOf('a', sendingBy('me')), rowOf('b')];
		expect(sent(rows, { phaseOf: (id) => (id === 'a' ? 'sending' : undefined) })).toEqual([]);
		expect(sent(rows, { phaseOf: (id) => (id === 'a' ? 'settling' : undefined) })).toEqual(['b']);
	});

	test('nothing is sent while it waits', () => {
		expect(sent([rowOf('a')], { isPaused: (lane) => lane === 'c' })).toEqual([]);
	});

	test('what this app does not know lets the rest pass', () => {
		const rows = [rowOf('a', undefined, { mutation: 'old' }), rowOf('b')];
		expect(sent(rows, { isKnown: (name) => name !== 'old' })).toEqual(['b']);
	});
});

describe('what depends on another', () => {
	test.each<[string, RowState]>([
		['waits', { status: 'waiting' }],
		['was rejected', rejected],
		['is held', { status: 'held' }],
		['is being sent', sendingBy('me')]
	])('is not sent while that %s, in no lane', (_what, state) => {
		const rows = [rowOf('a', state), rowOf('b', undefined, { dependsOn: 'a', lane: 'other' })];
		expect(sent(rows, { phaseOf: (id) => (id === 'a' ? 'sending' : undefined) })).toEqual([]);
	});

	test('is sent when that has happened, or is not here any more', () => {
		const rows = [rowOf('a', { status: 'sent', at: 0 }), rowOf('b', undefined, { dependsOn: 'a' })];
		expect(sent(rows)).toEqual(['b']);
		expect(sent(rows.slice(1))).toEqual(['b']);
	});

	test('lets the rest of its lane pass', () => {
		const rows = [rowOf('a', rejected), rowOf('b', undefined, { dependsOn: 'a' }), rowOf('c')];
		expect(sent(rows)).toEqual(['c']);
	});
});

test('what a tab has begun to send is not sent by another, and its lane waits', () => {
	expect(sent([rowOf('a', sendingBy('other')), rowOf('b')])).toEqual([]);
});

test('what has waited two weeks is left to the user, and the rest of its lane passes', () => {
	const rows = [rowOf('a'), rowOf('b', undefined, { wantedAt: 1 })];
	const plan = planDelivery(rows, { ...moment, now: MAX_AGE_MS + 1 });
	expect(plan.expire.map(({ id }) => id)).toEqual(['a']);
	expect(plan.send.map(({ id }) => id)).toEqual(['b']);
});

test('whatever lies there, each lane is sent one at a time and nothing passes what it depends on', () => {
	const id = fc.constantFrom('a', 'b', 'c', 'd');
	const state = fc.constantFrom<RowState>(
		...[{ status: 'waiting' as const }, { status: 'held' as const }],
		...[rejected, sendingBy('other'), { status: 'sent' as const, at: 0 }]
	);
	const some = fc.record({ state, lane: fc.constantFrom('x', 'y'), dependsOn: fc.option(id) });
	fc.assert(
		fc.property(fc.array(some, { maxLength: 8 }), (all) => {
			const rows = all.map(({ state, lane, dependsOn }, index) =>
				rowOf(String.fromCharCode(97 + index), state, {
					lane,
					...(dependsOn !== null && { dependsOn })
				})
			);
			const ids = sent(rows);
			const lanes = rows.filter((row) => ids.includes(row.id)).map(({ lane }) => lane);
			expect(new Set(lanes).size).toBe(lanes.length);
			for (const [index, row] of rows.entries()) {
				if (!ids.includes(row.id)) continue;
				const before = rows.slice(0, index).find(({ id }) => id === row.dependsOn);
				expect(before?.state.status ?? 'sent').toBe('sent');
			}
		})
	);
});

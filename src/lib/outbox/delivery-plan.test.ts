import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planDelivery, type Moment, type Step } from './delivery-plan.js';
import type { OutboxRow, RowState } from './outbox-row.js';
import { MAX_AGE_MS } from './row-changes.js';

const moment: Moment = {
	now: 1_000_000,
	isKnown: () => true,
	phaseOf: () => undefined,
	isPaused: () => false,
	tab: 'me',
	mostClaimed: 1
};

function rowOf(id: string, state: RowState = { status: 'waiting' }, more: Partial<OutboxRow> = {}) {
	const row: OutboxRow = {
		...{ place: id, id, lane: 'c', mutation: 'messages:send', args: {}, state },
		...{ writtenAt: 0, wantedAt: 0, mayHaveHappened: false, failures: 0 },
		...more
	};
	return row;
}

/** What is to be done with which rows. */
function plan(rows: OutboxRow[], more: Partial<Moment> = {}) {
	const steps = [...planDelivery(rows, { ...moment, ...more })];
	const idsOf = (step: Step) => steps.flatMap(([{ id }, one]) => (one === step ? [id] : []));
	return {
		claim: idsOf('claim'),
		send: idsOf('send'),
		release: idsOf('release'),
		expire: idsOf('expire')
	};
}

/** Which rows are taken to be sent. */
const claimed = (rows: OutboxRow[], more: Partial<Moment> = {}) => plan(rows, more).claim;

const rejected: RowState = { status: 'rejected', reason: { kind: 'too_old' } };
const sendingBy = (by: string): RowState => ({ status: 'sending', by });

describe('of a lane', () => {
	test('the first written is claimed, and it alone', () => {
		expect(plan([rowOf('a'), rowOf('b')])).toMatchObject({ claim: ['a'], send: [] });
	});

	test('the first is sent when it is claimed, and no other', () => {
		const rows = [rowOf('a', sendingBy('me')), rowOf('b', sendingBy('me')), rowOf('c')];
		expect(plan(rows, { mostClaimed: 2 })).toMatchObject({ claim: [], send: ['a'], release: [] });
	});

	test('the next is claimed too where answers come fast, but not if another tab has the first', () => {
		const rows = (by: string) => [rowOf('a', sendingBy(by)), rowOf('b'), rowOf('c')];
		expect(claimed(rows('me'), { mostClaimed: 2 })).toEqual(['b']);
		expect(claimed(rows('other'), { mostClaimed: 2 })).toEqual([]);
	});

	test.each<[string, RowState, Partial<Moment>, string[]]>([
		['the lane is paused', { status: 'waiting' }, { isPaused: () => true, mostClaimed: 2 }, ['b']],
		['the first is held', { status: 'held' }, { mostClaimed: 2 }, ['b']],
		['answers come slowly now', sendingBy('me'), {}, ['b']]
	])('what is claimed is released when %s', (_why, first, more, released) => {
		const rows = [rowOf('a', first), rowOf('b', sendingBy('me'))];
		expect(plan(rows, more)).toMatchObject({ claim: [], release: released });
	});

	test.each<[string, RowState, string[]]>([
		['has happened', { status: 'sent', at: 0 }, ['b']],
		['was rejected', rejected, ['b']],
		['is held', { status: 'held' }, []]
	])('a first one that %s is not sent, and the next: %o', (_what, state, next) => {
		expect(claimed([rowOf('a', state), rowOf('b')])).toEqual(next);
	});

	test('nothing is sent while this tab sends, but the next while it only notes the answer', () => {
		const rows = [rowOf('a', sendingBy('me')), rowOf('b')];
		expect(claimed(rows, { phaseOf: (id) => (id === 'a' ? 'busy' : undefined) })).toEqual([]);
		expect(claimed(rows, { phaseOf: (id) => (id === 'a' ? 'settling' : undefined) })).toEqual([
			'b'
		]);
	});

	test('nothing is sent while it waits', () => {
		expect(claimed([rowOf('a')], { isPaused: (lane) => lane === 'c' })).toEqual([]);
	});

	test('what this app does not know lets the rest pass', () => {
		const rows = [rowOf('a', undefined, { mutation: 'old' }), rowOf('b')];
		expect(claimed(rows, { isKnown: (name) => name !== 'old' })).toEqual(['b']);
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
		expect(claimed(rows, { phaseOf: (id) => (id === 'a' ? 'busy' : undefined) })).toEqual([]);
	});

	test('is sent when that has happened, or is not here any more', () => {
		const rows = [rowOf('a', { status: 'sent', at: 0 }), rowOf('b', undefined, { dependsOn: 'a' })];
		expect(claimed(rows)).toEqual(['b']);
		expect(claimed(rows.slice(1))).toEqual(['b']);
	});

	test('lets the rest of its lane pass', () => {
		const rows = [rowOf('a', rejected), rowOf('b', undefined, { dependsOn: 'a' }), rowOf('c')];
		expect(claimed(rows)).toEqual(['c']);
	});
});

test('what a tab has begun to send is not sent by another, and its lane waits', () => {
	expect(claimed([rowOf('a', sendingBy('other')), rowOf('b')])).toEqual([]);
});

test('what has waited two weeks is left to the user, and the rest of its lane passes', () => {
	const rows = [rowOf('a'), rowOf('b', undefined, { wantedAt: 1 })];
	const { expire, claim } = plan(rows, { now: MAX_AGE_MS + 1 });
	expect([expire, claim]).toEqual([['a'], ['b']]);
});

test('whatever lies there, each lane is sent one at a time and nothing passes what it depends on', () => {
	const id = fc.constantFrom('a', 'b', 'c', 'd');
	const state = fc.constantFrom<RowState>(
		...[{ status: 'waiting' as const }, { status: 'held' as const }, sendingBy('me')],
		...[rejected, sendingBy('other'), { status: 'sent' as const, at: 0 }]
	);
	const some = fc.record({ state, lane: fc.constantFrom('x', 'y'), dependsOn: fc.option(id) });
	fc.assert(
		fc.property(fc.array(some, { maxLength: 8 }), fc.constantFrom(1, 2), (all, mostClaimed) => {
			const rows = all.map(({ state, lane, dependsOn }, index) =>
				rowOf(String.fromCharCode(97 + index), state, {
					lane,
					...(dependsOn !== null && { dependsOn })
				})
			);
			const { send, claim } = plan(rows, { mostClaimed });
			const lanes = rows.filter((row) => send.includes(row.id)).map(({ lane }) => lane);
			expect(new Set(lanes).size).toBe(lanes.length);
			for (const [index, row] of rows.entries()) {
				if (![...send, ...claim].includes(row.id)) continue;
				const before = rows.slice(0, index).find(({ id }) => id === row.dependsOn);
				expect(before?.state.status ?? 'sent').toBe('sent');
			}
		})
	);
});

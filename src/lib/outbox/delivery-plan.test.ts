import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainDelivery, planDelivery, type Moment, type Step } from './delivery-plan.js';
import type { StoredEntry, StoredState } from './stored-entry.js';
import { MAX_AGE_MS } from './entry-age.js';

const moment: Moment = {
	times: { now: 1_000_000, heardAt: undefined },
	isKnown: () => true,
	phaseOf: () => undefined,
	isPaused: () => false,
	isSuspect: () => false,
	tab: 'me',
	mostClaimed: 1
};

function entryOf(
	id: string,
	state: StoredState = { status: 'waiting' },
	more: Partial<StoredEntry> = {}
) {
	const entry: StoredEntry = {
		...{ sequence: id, id, orderingKey: 'c', mutation: 'messages:send', args: {}, state },
		...{ version: 1, writtenAt: 1, wantedAt: 1, mayHaveHappened: false, failures: 0 },
		...more
	};
	return entry;
}

/** The ids of the entries, by step. */
function plan(entries: StoredEntry[], more: Partial<Moment> = {}) {
	const steps = [...planDelivery(entries, { ...moment, ...more })];
	const idsOf = (step: Step) => steps.flatMap(([{ id }, one]) => (one === step ? [id] : []));
	return {
		claim: idsOf('claim'),
		send: idsOf('send'),
		release: idsOf('release'),
		expire: idsOf('expire')
	};
}

/** The ids of the claimed entries. */
const claimed = (entries: StoredEntry[], more: Partial<Moment> = {}) => plan(entries, more).claim;

const rejected: StoredState = { status: 'rejected', reason: { kind: 'too_old' } };
const sendingBy = (by: string): StoredState => ({ status: 'sending', by });

test('what is kept back does not stand in the way of what comes after it', () => {
	const now = moment.times.now;
	const kept = entryOf('a', { status: 'waiting' }, { notBefore: now + 1 });
	const entries = [kept, entryOf('b'), entryOf('c', undefined, { dependsOn: 'a' })];
	expect(claimed(entries)).toEqual(['b']);
	expect(explainDelivery(entries, moment).get(kept)).toBe('kept_back');
	expect(claimed(entries, { times: { now: now + 1, heardAt: undefined } })).toEqual(['a']);
});

describe('of one ordering key', () => {
	test('only the first entry is claimed', () => {
		expect(plan([entryOf('a'), entryOf('b')])).toMatchObject({ claim: ['a'], send: [] });
	});

	test('only the first entry is sent, once it is claimed', () => {
		const entries = [entryOf('a', sendingBy('me')), entryOf('b', sendingBy('me')), entryOf('c')];
		expect(plan(entries, { mostClaimed: 2 })).toMatchObject({
			claim: [],
			send: ['a'],
			release: []
		});
	});

	test('the next entry is claimed too when answers come fast, but not if another tab has the first', () => {
		const entries = (by: string) => [entryOf('a', sendingBy(by)), entryOf('b'), entryOf('c')];
		expect(claimed(entries('me'), { mostClaimed: 2 })).toEqual(['b']);
		expect(claimed(entries('other'), { mostClaimed: 2 })).toEqual([]);
	});

	test.each<[string, StoredState, Partial<Moment>, string[]]>([
		[
			'the ordering key is paused',
			{ status: 'waiting' },
			{ isPaused: () => true, mostClaimed: 2 },
			['b']
		],
		['the first is held', { status: 'held' }, { mostClaimed: 2 }, ['b']],
		['answers come slowly now', sendingBy('me'), {}, ['b']]
	])('a claimed entry is released when %s', (_why, first, more, released) => {
		const entries = [entryOf('a', first), entryOf('b', sendingBy('me'))];
		expect(plan(entries, more)).toMatchObject({ claim: [], release: released });
	});

	test.each<[string, StoredState, string[]]>([
		['has happened', { status: 'sent', at: 0 }, ['b']],
		['was rejected', rejected, ['b']],
		['is held', { status: 'held' }, []],
		['is held for an update', { status: 'held', by: 'me' }, ['b']]
	])('a first entry that %s is not sent, and these are claimed: %o', (_what, state, next) => {
		expect(claimed([entryOf('a', state), entryOf('b')])).toEqual(next);
	});

	test('nothing is sent while this tab sends, but the next is while it stores the answer', () => {
		const entries = [entryOf('a', sendingBy('me')), entryOf('b')];
		expect(claimed(entries, { phaseOf: (id) => (id === 'a' ? 'busy' : undefined) })).toEqual([]);
		expect(claimed(entries, { phaseOf: (id) => (id === 'a' ? 'settling' : undefined) })).toEqual([
			'b'
		]);
	});

	test('nothing is sent while it is paused', () => {
		expect(claimed([entryOf('a')], { isPaused: (orderingKey) => orderingKey === 'c' })).toEqual([]);
	});

	test('an unknown mutation does not block the rest', () => {
		const entries = [entryOf('a', undefined, { mutation: 'old' }), entryOf('b')];
		expect(claimed(entries, { isKnown: ({ mutation }) => mutation !== 'old' })).toEqual(['b']);
	});
});

describe('an entry that depends on another', () => {
	test.each<[string, StoredState]>([
		['waits', { status: 'waiting' }],
		['was rejected', rejected],
		['is held', { status: 'held' }],
		['is being sent', sendingBy('me')]
	])('is not sent while that %s, also with another ordering key', (_what, state) => {
		const entries = [
			entryOf('a', state),
			entryOf('b', undefined, { dependsOn: 'a', orderingKey: 'other' })
		];
		expect(claimed(entries, { phaseOf: (id) => (id === 'a' ? 'busy' : undefined) })).toEqual([]);
	});

	test('is sent when that has happened, or has left the outbox', () => {
		const entries = [
			entryOf('a', { status: 'sent', at: 0 }),
			entryOf('b', undefined, { dependsOn: 'a' })
		];
		expect(claimed(entries)).toEqual(['b']);
		expect(claimed(entries.slice(1))).toEqual(['b']);
	});

	test('does not block the rest of its ordering key', () => {
		const entries = [
			entryOf('a', rejected),
			entryOf('b', undefined, { dependsOn: 'a' }),
			entryOf('c')
		];
		expect(claimed(entries)).toEqual(['c']);
	});
});

describe('a suspect', () => {
	const entries = [
		entryOf('a', sendingBy('me'), { orderingKey: 'x' }),
		entryOf('b', sendingBy('me'), { orderingKey: 'y' }),
		entryOf('c', sendingBy('me'), { orderingKey: 'z' })
	];
	const isSuspect = (id: string) => id === 'b';
	const busy = (busyId: string) => (id: string) => (id === busyId ? 'busy' : undefined);

	test('is sent alone, before what came first', () => {
		expect(plan(entries, { isSuspect }).send).toEqual(['b']);
	});

	test('waits for what is on its way, and nothing else is sent meanwhile', () => {
		expect(plan(entries, { isSuspect, phaseOf: busy('a') }).send).toEqual([]);
	});

	test('has the others wait while it is on its way', () => {
		expect(plan(entries, { isSuspect, phaseOf: busy('b') }).send).toEqual([]);
	});

	test('holds nothing up while it is not to be sent', () => {
		const isPaused = (orderingKey: string) => orderingKey === 'y';
		expect(plan(entries, { isSuspect, isPaused }).send).toEqual(['a', 'c']);
	});
});

test('an entry that another tab is sending is not sent, and its ordering key waits', () => {
	expect(claimed([entryOf('a', sendingBy('other')), entryOf('b')])).toEqual([]);
});

test('an entry that has waited two weeks expires, and the rest of its ordering key is sent', () => {
	const entries = [
		entryOf('a', undefined, { heardAt: 1 }),
		entryOf('b', undefined, { heardAt: 1, wantedAt: 2 })
	];
	const later = MAX_AGE_MS + 2;
	const { expire, claim } = plan(entries, { times: { now: later, heardAt: later } });
	expect([expire, claim]).toEqual([['a'], ['b']]);
});

test('for any entries, one of an ordering key is sent at a time, and none before its dependency', () => {
	const id = fc.constantFrom('a', 'b', 'c', 'd');
	const state = fc.constantFrom<StoredState>(
		...[{ status: 'waiting' as const }, { status: 'held' as const }, sendingBy('me')],
		...[rejected, sendingBy('other'), { status: 'sent' as const, at: 0 }]
	);
	const some = fc.record({
		state,
		orderingKey: fc.constantFrom('x', 'y'),
		dependsOn: fc.option(id)
	});
	fc.assert(
		fc.property(fc.array(some, { maxLength: 8 }), fc.constantFrom(1, 2), (all, mostClaimed) => {
			const entries = all.map(({ state, orderingKey, dependsOn }, index) =>
				entryOf(String.fromCharCode(97 + index), state, {
					orderingKey,
					...(dependsOn !== null && { dependsOn })
				})
			);
			const { send, claim } = plan(entries, { mostClaimed });
			const decisions = explainDelivery(entries, { ...moment, mostClaimed });
			expect(decisions.size).toBe(entries.length);
			for (const entry of entries)
				expect(decisions.get(entry) === 'send').toBe(send.includes(entry.id));
			const orderingKeys = entries
				.filter((entry) => send.includes(entry.id))
				.map(({ orderingKey }) => orderingKey);
			expect(new Set(orderingKeys).size).toBe(orderingKeys.length);
			for (const [index, entry] of entries.entries()) {
				if (![...send, ...claim].includes(entry.id)) continue;
				const before = entries.slice(0, index).find(({ id }) => id === entry.dependsOn);
				expect(before?.state.status ?? 'sent').toBe('sent');
			}
		})
	);
});

describe('why an entry is not sent', () => {
	/** What is said of each entry, by its id. */
	const explained = (entries: StoredEntry[], more: Partial<Moment> = {}) =>
		Object.fromEntries(
			[...explainDelivery(entries, { ...moment, ...more })].map(([{ id }, why]) => [id, why])
		);

	test.each<[string, StoredEntry[], Partial<Moment>, object]>([
		[
			'it is over',
			[entryOf('a', { status: 'sent', at: 1 }), entryOf('b', rejected)],
			{},
			{ a: 'sent', b: 'rejected' }
		],
		[
			'another version is to send it',
			[entryOf('a', { status: 'held', by: 'x' })],
			{},
			{ a: 'held_for_update' }
		],
		[
			'the app does not know it',
			[entryOf('a')],
			{ isKnown: () => false },
			{ a: 'unknown_function' }
		],
		[
			'it depends on another',
			[entryOf('a', rejected), entryOf('b', undefined, { dependsOn: 'a' })],
			{},
			{ a: 'rejected', b: 'dependency' }
		],
		[
			'its answer is being stored',
			[entryOf('a', sendingBy('me'))],
			{ phaseOf: () => 'settling' },
			{ a: 'settling' }
		],
		[
			'it is on its way',
			[entryOf('a', sendingBy('me')), entryOf('b')],
			{ phaseOf: (id) => (id === 'a' ? 'busy' : undefined) },
			{ a: 'busy', b: 'behind' }
		],
		[
			'this session may not',
			[entryOf('a', { status: 'held' }), entryOf('b')],
			{},
			{ a: 'not_accepted', b: 'behind' }
		],
		[
			'another tab has it',
			[entryOf('a', sendingBy('you')), entryOf('b')],
			{},
			{ a: 'other_tab', b: 'behind' }
		],
		[
			'its ordering key is paused',
			[entryOf('a'), entryOf('b', undefined, { orderingKey: 'd' })],
			{ isPaused: (key) => key === 'c' },
			{ a: 'paused', b: 'claim' }
		],
		['another goes first', [entryOf('a'), entryOf('b')], {}, { a: 'claim', b: 'behind' }],
		[
			'a suspect goes alone',
			[entryOf('a', sendingBy('me')), entryOf('b', sendingBy('me'), { orderingKey: 'd' })],
			{ isSuspect: (id) => id === 'a' },
			{ a: 'send', b: 'suspect' }
		],
		['it is too old', [entryOf('a', undefined, { wantedAt: 0 })], {}, { a: 'expire' }]
	])('%s', (_why, entries, more, expected) => {
		expect(explained(entries, more)).toEqual(expected);
	});
});

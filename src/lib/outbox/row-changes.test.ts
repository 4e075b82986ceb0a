import { describe, expect, test } from 'vitest';
import type { OutboxRow, RowState } from './outbox-row.js';
import {
	acknowledge,
	again,
	claim,
	discard,
	edit,
	expire,
	ifSentBy,
	MAX_AGE_MS,
	release,
	retryAgain
} from './row-changes.js';

const STATES: RowState[] = [
	{ status: 'waiting' },
	{ status: 'sending', by: 'me' },
	{ status: 'sent', at: 1 },
	{ status: 'held' },
	{ status: 'rejected', reason: { kind: 'too_old' } }
];

function rowIn(state: RowState, more: Partial<OutboxRow> = {}): OutboxRow {
	return {
		...{ place: '1 a', id: 'a', lane: 'c', mutation: 'messages:send', args: { body: 'a' }, state },
		...{ writtenAt: 0, wantedAt: 0, mayHaveHappened: false, failures: 2 },
		...more
	};
}

/** The states in which a change changes anything. */
function statesChangedBy(change: (row: OutboxRow) => OutboxRow | null, more = {}) {
	const rows = STATES.map((state) => rowIn(state, more));
	return rows.filter((row) => change(row) !== row).map(({ state }) => state.status);
}

describe('a row', () => {
	test('is taken to be sent only while it waits', () => {
		expect(statesChangedBy(claim('me'))).toEqual(['waiting']);
		expect(claim('me')(rowIn({ status: 'waiting' }))?.state).toEqual({
			status: 'sending',
			by: 'me'
		});
	});

	test('that another tab had begun to send waits again, and may have happened', () => {
		expect(statesChangedBy(release)).toEqual(['sending', 'held']);
		const released = release(rowIn({ status: 'sending', by: 'other' }));
		expect(released).toMatchObject({ state: { status: 'waiting' }, mayHaveHappened: true });
		expect(release(rowIn({ status: 'held' }))).toMatchObject({ mayHaveHappened: false });
	});

	test('is changed and discarded unless it is or was sent, or may have been', () => {
		const changeable = ['waiting', 'held', 'rejected'];
		expect(statesChangedBy(edit({}, 1))).toEqual(changeable);
		expect(statesChangedBy(discard({ evenIfSent: false }))).toEqual(changeable);
		expect(statesChangedBy(retryAgain(1))).toEqual(changeable);
		const doubtful = { mayHaveHappened: true };
		expect(statesChangedBy(edit({}, 1), doubtful)).toEqual([]);
		expect(statesChangedBy(discard({ evenIfSent: false }), doubtful)).toEqual([]);
		expect(statesChangedBy(discard({ evenIfSent: true }), doubtful)).toEqual(changeable);
		expect(statesChangedBy(retryAgain(1), doubtful)).toEqual(changeable);
	});

	test('begins anew when the user wants it, with what is new', () => {
		const rejected = rowIn({ status: 'rejected', reason: { kind: 'too_old' } });
		const anew = { state: { status: 'waiting' }, failures: 0, wantedAt: 5 };
		expect(retryAgain(5)(rejected)).toMatchObject({ ...anew, args: { body: 'a' } });
		expect(edit({ body: 'b' }, 5)(rejected)).toMatchObject({ ...anew, args: { body: 'b' } });
	});

	test('is left to the user when it has waited two weeks since it was last wanted', () => {
		expect(statesChangedBy(expire(MAX_AGE_MS))).toEqual([]);
		expect(statesChangedBy(expire(MAX_AGE_MS + 1))).toEqual(['waiting']);
		expect(statesChangedBy(expire(MAX_AGE_MS + 1), { wantedAt: 1 })).toEqual([]);
	});
});

describe('an answer', () => {
	test('that it has happened counts whoever has sent it', () => {
		for (const state of STATES) {
			expect(acknowledge(1, true)(rowIn(state))).toBeNull();
			expect(acknowledge(7, false)(rowIn(state))?.state).toEqual({ status: 'sent', at: 7 });
		}
	});

	test('of any other kind counts only for what this tab is sending', () => {
		expect(statesChangedBy(ifSentBy('me', again))).toEqual(['sending']);
		expect(statesChangedBy(ifSentBy('other', again))).toEqual([]);
	});
});

import { describe, expect, test } from 'vitest';
import type { StoredEntry, StoredState } from './stored-entry.js';
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
} from './entry-changes.js';

const STATES: StoredState[] = [
	{ status: 'waiting' },
	{ status: 'sending', by: 'me' },
	{ status: 'sent', at: 1 },
	{ status: 'held' },
	{ status: 'rejected', reason: { kind: 'too_old' } }
];

function entryIn(state: StoredState, more: Partial<StoredEntry> = {}): StoredEntry {
	return {
		...{
			sequence: '1 a',
			id: 'a',
			orderingKey: 'c',
			mutation: 'messages:send',
			args: { body: 'a' },
			state
		},
		...{ writtenAt: 0, wantedAt: 0, mayHaveHappened: false, failures: 2 },
		...more
	};
}

/** The states in which a change has an effect. */
function statesChangedBy(change: (entry: StoredEntry) => StoredEntry | null, more = {}) {
	const entries = STATES.map((state) => entryIn(state, more));
	return entries.filter((entry) => change(entry) !== entry).map(({ state }) => state.status);
}

describe('an entry', () => {
	test('is claimed only while it waits', () => {
		expect(statesChangedBy(claim('me'))).toEqual(['waiting']);
		expect(claim('me')(entryIn({ status: 'waiting' }))?.state).toEqual({
			status: 'sending',
			by: 'me'
		});
	});

	test('that another tab was sending waits again, and may have happened', () => {
		expect(statesChangedBy(release)).toEqual(['sending', 'held']);
		const released = release(entryIn({ status: 'sending', by: 'other' }));
		expect(released).toMatchObject({ state: { status: 'waiting' }, mayHaveHappened: true });
		expect(release(entryIn({ status: 'held' }))).toMatchObject({ mayHaveHappened: false });
	});

	test('can be edited and discarded unless it is being sent, was sent or may have been', () => {
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

	test('starts again when the user retries or edits it', () => {
		const rejected = entryIn({ status: 'rejected', reason: { kind: 'too_old' } });
		const anew = { state: { status: 'waiting' }, failures: 0, wantedAt: 5 };
		expect(retryAgain(5)(rejected)).toMatchObject({ ...anew, args: { body: 'a' } });
		expect(edit({ body: 'b' }, 5)(rejected)).toMatchObject({ ...anew, args: { body: 'b' } });
	});

	test('expires two weeks after the user last asked to send it', () => {
		expect(statesChangedBy(expire(MAX_AGE_MS))).toEqual([]);
		expect(statesChangedBy(expire(MAX_AGE_MS + 1))).toEqual(['waiting']);
		expect(statesChangedBy(expire(MAX_AGE_MS + 1), { wantedAt: 1 })).toEqual([]);
	});
});

describe('an answer of the backend', () => {
	test('that acknowledges an entry counts, whichever tab has sent it', () => {
		for (const state of STATES) {
			expect(acknowledge(1, true)(entryIn(state))).toBeNull();
			expect(acknowledge(7, false)(entryIn(state))?.state).toEqual({ status: 'sent', at: 7 });
		}
	});

	test('of any other kind counts only while this tab is sending the entry', () => {
		expect(statesChangedBy(ifSentBy('me', again))).toEqual(['sending']);
		expect(statesChangedBy(ifSentBy('other', again))).toEqual([]);
	});
});

import { describe, expect, test } from 'vitest';
import type { StoredEntry, StoredState } from './stored-entry.js';
import { acknowledge, again, claim, expire, ifSentBy, release } from './delivery-changes.js';
import { MAX_AGE_MS } from './entry-age.js';
import { discard, edit, retryAgain } from './entry-changes.js';

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
		...{ version: 1, writtenAt: 1, wantedAt: 1, mayHaveHappened: false, failures: 2 },
		...more
	};
}

/** The states in which a change has an effect. */
function statesChangedBy(change: (entry: StoredEntry) => StoredEntry | null, more = {}) {
	const entries = STATES.map((state) => entryIn(state, more));
	return entries.filter((entry) => change(entry) !== entry).map(({ state }) => state.status);
}

describe('an entry', () => {
	const changed = { args: {}, version: 1 };

	test('is claimed only while it waits', () => {
		expect(statesChangedBy(claim('me'))).toEqual(['waiting']);
		expect(claim('me')(entryIn({ status: 'waiting' }))?.state).toEqual({
			status: 'sending',
			by: 'me'
		});
	});

	test('that another tab was sending waits again, and may have happened', () => {
		expect(statesChangedBy(release('me'))).toEqual(['sending', 'held']);
		const released = release('me')(entryIn({ status: 'sending', by: 'other' }));
		expect(released).toMatchObject({ state: { status: 'waiting' }, mayHaveHappened: true });
		expect(release('me')(entryIn({ status: 'held' }))).toMatchObject({ mayHaveHappened: false });
	});

	test('that is held for an update waits again on another page only', () => {
		const held = entryIn({ status: 'held', by: 'me' });
		expect(release('me')(held)).toBe(held);
		expect(release('other')(held)).toMatchObject({ state: { status: 'waiting' }, failures: 0 });
	});

	test('can be edited and discarded unless it is being sent, was sent or may have been', () => {
		const changeable = ['waiting', 'held', 'rejected'];
		expect(statesChangedBy(edit(changed, { wantedAt: 1 }))).toEqual(changeable);
		expect(statesChangedBy(discard({ evenIfSent: false }))).toEqual(changeable);
		expect(statesChangedBy(retryAgain({ wantedAt: 1 }))).toEqual(changeable);
		const doubtful = { mayHaveHappened: true };
		expect(statesChangedBy(edit(changed, { wantedAt: 1 }), doubtful)).toEqual([]);
		expect(statesChangedBy(discard({ evenIfSent: false }), doubtful)).toEqual([]);
		expect(statesChangedBy(discard({ evenIfSent: true }), doubtful)).toEqual(changeable);
		expect(statesChangedBy(retryAgain({ wantedAt: 1 }), doubtful)).toEqual(changeable);
	});

	test('starts again when the user retries or edits it', () => {
		const rejected = entryIn({ status: 'rejected', reason: { kind: 'too_old' } });
		const anew = { state: { status: 'waiting' }, failures: 0, wantedAt: 5 };
		expect(retryAgain({ wantedAt: 5 })(rejected)).toMatchObject({ ...anew, args: { body: 'a' } });
		expect(edit({ args: { body: 'b' }, version: 2 }, { wantedAt: 5 })(rejected)).toMatchObject({
			...anew,
			args: { body: 'b' },
			version: 2
		});
	});

	test('expires when two weeks have passed by both clocks since the user asked to send it', () => {
		const expired = (now: number, heardAt?: number, entry: Partial<StoredEntry> = {}) =>
			statesChangedBy(expire({ now, heardAt }), { heardAt: 1, ...entry });
		const later = MAX_AGE_MS + 2;
		expect(expired(later, later)).toEqual(['waiting']);
		expect(expired(later - 1, later)).toEqual([]);
		expect(expired(later, later, { wantedAt: 2 })).toEqual([]);
		// The clock was a year behind, and is right now.
		expect(expired(26 * MAX_AGE_MS, 60_000)).toEqual([]);
		// The servers have not been heard of before it was written, or since.
		expect(expired(later, later, { heardAt: undefined })).toEqual([]);
		expect(expired(later)).toEqual([]);
		// What was stored is torn.
		expect(expired(1, undefined, { wantedAt: 0 })).toEqual(['waiting']);
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

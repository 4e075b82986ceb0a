import { expect, test } from 'vitest';
import { MAX_INBOX_HEAD } from '$convex/limits';
import type { ListedConversation } from './conversation-list';
import { merge, missingSince, newestChange, toList, type InboxEntry } from './inbox';

function aConversation(id: string, change: Partial<ListedConversation> = {}): ListedConversation {
	const given = { id: id as ListedConversation['id'], name: id, kind: 'open', unread: 0 } as const;
	return { ...given, isMember: true, ...change };
}

function anEntry(id: string, changedAt: number, change: Partial<InboxEntry> = {}): InboxEntry {
	const listed = aConversation(id);
	return { id: listed.id, activeAt: changedAt, changedAt, listed, ...change };
}

const names = (list: readonly ListedConversation[]) => list.map(({ name }) => name);

test('of two versions of an entry the later one counts, whichever is heard of last', () => {
	const [first, second] = [anEntry('a', 1), anEntry('a', 2, { activeAt: 9 })];
	expect([...merge(merge(new Map(), [first]), [second]).values()]).toEqual([second]);
	expect([...merge(merge(new Map(), [second]), [first]).values()]).toEqual([second]);
});

test('the list is sorted by the last activity, and what is gone is not in it', () => {
	const inbox = merge(new Map(), [
		anEntry('old', 1),
		anEntry('new', 3),
		anEntry('read', 4, { activeAt: 2 }),
		anEntry('gone', 5, { listed: null })
	]);
	expect(names(toList(inbox, []))).toEqual(['new', 'read', 'old']);
	expect(newestChange(inbox.values())).toBe(5);
});

test('a conversation that was joined or left is in the list once, whichever part is heard of first', () => {
	const open = aConversation('a', { isMember: false });
	expect(toList(merge(new Map(), [anEntry('a', 1)]), [open])).toEqual([aConversation('a')]);
	const left = merge(new Map(), [anEntry('a', 1, { listed: null })]);
	expect(toList(left, [open])).toEqual([open]);
});

const SECOND = 1_000;
/** As many entries as the head has, which have changed one second after the other. */
const head = (newest: number) =>
	Array.from({ length: MAX_INBOX_HEAD }, (_, n) => anEntry(`${n}`, newest - n * SECOND));

test('no change is missing where the last ones reach back behind what was known', () => {
	const newest = 1_000 * SECOND;
	const oldest = newest - (MAX_INBOX_HEAD - 1) * SECOND;
	expect(missingSince(head(newest), oldest + 15 * SECOND)).toBeUndefined();
	const all = head(newest).slice(1);
	expect(missingSince(all, 0)).toBeUndefined();
	expect(missingSince([], 0)).toBeUndefined();
	// A change that has begun before the last known one may have come after it.
	expect(missingSince(head(newest), oldest)).toBe(oldest - 15 * SECOND);
});

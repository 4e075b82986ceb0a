import { expect, test } from 'vitest';
import type { ListedConversation } from '../model/conversation-list';
import { arrivedSince } from './arrived';

const listed = (id: string, changed: Partial<ListedConversation> = {}): ListedConversation => ({
	...{ id: id as ListedConversation['id'], name: id, kind: 'invited', isMember: true },
	...{ unread: 1, lastNumber: 5 },
	...changed
});
const NOTHING = new Map<string, number>();

test('what is unread here has come to the device, the direct conversations first', () => {
	const list = [listed('group'), listed('grace', { kind: 'direct', lastNumber: 7 })];
	expect(arrivedSince(list, NOTHING)).toEqual({
		marks: [
			{ conversationId: 'grace', upTo: 7 },
			{ conversationId: 'group', upTo: 5 }
		],
		isUrgent: true
	});
});

test.each<[string, Partial<ListedConversation>]>([
	['was read', { unread: 0 }],
	['is not known by its number', { lastNumber: undefined }],
	['is nobody’s but others’', { isMember: false }]
])('what %s is not said', (_case, changed) => {
	expect(arrivedSince([listed('one', changed)], NOTHING).marks).toEqual([]);
});

test('what was said is not said again, and a group alone waits for something else', () => {
	const list = [listed('group'), listed('grace', { kind: 'direct' })];
	expect(arrivedSince(list, new Map([['grace', 5]]))).toEqual({
		marks: [{ conversationId: 'group', upTo: 5 }],
		isUrgent: false
	});
});

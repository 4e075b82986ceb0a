import { describe, expect, test } from 'vitest';
import type { MessageView } from '../model/message';
import { firstNew, UnreadDividerPosition, unreadUpTo } from './new-messages';

const ME = 'user_ada';

function by(authorId: string, number?: number): MessageView {
	const id = `${authorId} ${number}`;
	return {
		id: id as MessageView['id'],
		clientId: id,
		author: '',
		authorId,
		body: '',
		sentAt: 0,
		...(number !== undefined && { number })
	};
}

const grace = (number: number) => by('user_grace', number);
const mine = (number?: number) => by(ME, number);

describe('the first unread message', () => {
	test('is the first message of others after the read mark', () => {
		const messages = [grace(1), grace(2), mine(3), grace(4), grace(5)];
		expect(firstNew(messages, ME, 2)).toBe(messages[3]);
		expect(firstNew(messages, ME, 0)).toBe(messages[0]);
	});

	test.each<[string, number | null | undefined]>([
		['to who is no member', null],
		['while it is not known what was read', undefined],
		['after the last', 2]
	])('is undefined %s', (_case, read) => {
		expect(firstNew([grace(1), grace(2), mine(3), mine()], ME, read)).toBeUndefined();
	});

	test('is marked as read with the newest message that the backend has', () => {
		expect(unreadUpTo([grace(1), grace(2), mine(3), mine()], ME, 1)).toBe(3);
		expect(unreadUpTo([grace(1), mine(2), mine()], ME, 1)).toBeUndefined();
	});
});

describe('the unread divider', () => {
	const moment = {
		messages: [grace(1), grace(2), grace(3)],
		subject: ME,
		read: 1,
		isSettled: true,
		isWatched: true
	};

	test('stays, whatever is read or written later', () => {
		const divider = new UnreadDividerPosition();
		const [, second] = moment.messages;
		expect(divider.messageBelow(moment)).toBe(second);
		expect(divider.isFromOpening).toBe(true);
		const messages = [...moment.messages, grace(4)];
		expect(divider.messageBelow({ ...moment, messages, read: 4 })).toBe(second);
	});

	test('waits for the live result', () => {
		const divider = new UnreadDividerPosition();
		expect(divider.messageBelow({ ...moment, isSettled: false })).toBeUndefined();
		expect(divider.messageBelow({ ...moment, read: undefined })).toBeUndefined();
		expect(divider.messageBelow({ ...moment, read: 2 })).toBe(moment.messages[2]);
	});

	test('never appears above a message that the reader sees arrive', () => {
		const divider = new UnreadDividerPosition();
		expect(divider.messageBelow({ ...moment, read: 3 })).toBeUndefined();
		expect(
			divider.messageBelow({ ...moment, messages: [...moment.messages, grace(4)], read: 3 })
		).toBe(undefined);
	});

	test('appears above messages that arrived while the reader was away', () => {
		const divider = new UnreadDividerPosition();
		divider.messageBelow({ ...moment, read: 3 });
		const fourth = grace(4);
		const messages = [...moment.messages, fourth];
		expect(divider.messageBelow({ ...moment, messages, read: 3, isWatched: false })).toBe(fourth);
		expect(divider.isFromOpening).toBe(false);
	});
});

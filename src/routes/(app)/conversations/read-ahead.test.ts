import { expect, test } from 'vitest';
import { GRACE } from '../../../../tests/components/world';
import { listed, messageOf } from '../../../../tests/components/messages';
import type { ListedConversation } from '../model/conversation-list';
import type { MessageView } from '../model/message';
import { readAhead } from './read-ahead';

const message = messageOf(1);
const lastMessage = {
	author: 'Grace Hopper',
	authorId: GRACE,
	text: 'Message 1.',
	sentAt: message.sentAt,
	isRemoved: false
};
const conversation = (name: string, last = lastMessage) =>
	listed({ id: name as ListedConversation['id'], lastMessage: last });

/** Reads ahead with this on the device. Returns what was asked for; `atMost` are answered. */
async function read(
	conversations: ListedConversation[],
	kept: Record<string, MessageView[]>,
	{ isDue = true, atMost = Infinity } = {}
) {
	const lifetime = new AbortController();
	const asked: string[] = [];
	await readAhead(
		conversations,
		{
			account: {
				refreshNewest: (_definition, { conversationId }, { isEnough }) => {
					const known = kept[String(conversationId)] as never[] | undefined;
					if (known && isEnough(known)) return Promise.resolve();
					asked.push(String(conversationId));
					if (asked.length >= atMost) lifetime.abort();
					return Promise.resolve();
				}
			},
			whenIdle: () => Promise.resolve(),
			isDue
		},
		lifetime.signal
	);
	return asked;
}

const newer = { ...lastMessage, sentAt: message.sentAt + 60_000 };
const list = [conversation('kept'), conversation('outdated', newer), conversation('missing')];
const device = { kept: [message], outdated: [message] };

test('asks for what is missing and what is out of date, in the order of the list', async () => {
	expect(await read(list, device)).toEqual(['outdated', 'missing']);
});

test('asks for what is missing only, until it is time again', async () => {
	expect(await read(list, device, { isDue: false })).toEqual(['missing']);
});

test('asks once for a conversation in which nobody has written: it is known then that it is empty', async () => {
	const empty = listed({ id: 'empty' as ListedConversation['id'] });
	expect(await read([empty], {})).toEqual(['empty']);
	expect(await read([empty], { empty: [] })).toEqual([]);
});

test('ends when it is stopped', async () => {
	expect(await read(list, device, { atMost: 1 })).toEqual(['outdated']);
});

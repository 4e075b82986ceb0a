import { expect, test } from 'vitest';
import type { Account } from '$lib';
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

/** Reads ahead with this on the device. Returns what is asked for. */
async function read(
	conversations: ListedConversation[],
	kept: Record<string, MessageView[]>,
	{ isDue = true } = {}
) {
	const asked: string[] = [];
	const account: Pick<Account, 'refreshNewest'> = {
		refreshNewest: (_definition, lists, { isEnough }) => {
			for (const args of lists) {
				const id = String(args.conversationId);
				const known = kept[id] as never[] | undefined;
				if (!known || !isEnough(known, args)) asked.push(id);
			}
			return Promise.resolve();
		}
	};
	const whenIdle = () => Promise.resolve();
	await readAhead(conversations, { account, whenIdle, isDue }, new AbortController().signal);
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

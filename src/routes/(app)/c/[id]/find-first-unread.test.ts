import { expect, test, vi } from 'vitest';
import { CONVERSATION, messagesFrom } from '../../../../../tests/components/messages';
import { ADA } from '../../../../../tests/components/world';
import { findFirstUnread } from './find-first-unread';

/** Asks on a device with these messages; returns the number, and how often the backend was asked. */
async function find(read: number, cached = messagesFrom(1, 10), isLive = true) {
	const query = vi.fn((_query: unknown, { range: { from = 0 } }: { range: { from?: number } }) =>
		Promise.resolve(messagesFrom(1, 200).filter(({ sentAt }) => sentAt >= from))
	);
	const found = await findFirstUnread({
		account: { subject: ADA, convexClient: { query } as never },
		conversationId: CONVERSATION,
		read,
		newest: messagesFrom(151, 200),
		pages: { readCached: () => Promise.resolve([...cached, ...messagesFrom(151, 200)]) },
		isLive
	});
	return { number: found?.number, asked: query.mock.calls.length };
}

test('is not looked for where the newest messages have it', async () => {
	for (const read of [150, 170, 200]) {
		expect(await find(read)).toEqual({ number: undefined, asked: 0 });
	}
});

test('is on the device, or comes from the backend after the last read message', async () => {
	expect(await find(7)).toEqual({ number: 8, asked: 0 });
	expect(await find(10)).toEqual({ number: 11, asked: 1 });
	expect(await find(0, [])).toEqual({ number: 1, asked: 1 });
});

test('is the first that the device has, with no connection', async () => {
	expect(await find(7, undefined, false)).toEqual({ number: 8, asked: 0 });
	expect(await find(10, undefined, false)).toEqual({ number: 151, asked: 0 });
});

test('is not known on a device that lacks the last read message', async () => {
	expect(await find(50)).toEqual({ number: undefined, asked: 0 });
});

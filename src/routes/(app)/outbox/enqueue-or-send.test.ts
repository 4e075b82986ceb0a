import { describe, expect, test } from 'vitest';
import { OutboxError, type Account, type ClerkConvexClient } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { enqueueOrSend } from './enqueue-or-send';

const message = { conversationId: 'c1' as Id<'conversations'>, clientId: 'm1' };

describe('a mutation', () => {
	const full = new OutboxError('storage_full', 'full');

	function aClient(connection: 'online' | 'offline') {
		const sent: unknown[] = [];
		const client = {
			connection: { current: connection },
			mutation: (_mutation: unknown, args: unknown) => Promise.resolve(sent.push(args))
		} as unknown as ClerkConvexClient;
		return { client, sent };
	}

	test('is sent directly when the device cannot store it', async () => {
		const { client, sent } = aClient('online');
		const outbox = { enqueue: () => Promise.reject(full) } as unknown as Account['outbox'];
		await enqueueOrSend(client, outbox, api.messages.send, { ...message, body: 'hi' });
		expect(sent).toEqual([{ ...message, body: 'hi' }]);
	});

	test('fails when the device cannot store it and there is no connection', async () => {
		const { client, sent } = aClient('offline');
		const outbox = { enqueue: () => Promise.reject(full) } as unknown as Account['outbox'];
		await expect(
			enqueueOrSend(client, outbox, api.messages.send, { ...message, body: 'hi' })
		).rejects.toBe(full);
		expect(sent).toEqual([]);
	});
});

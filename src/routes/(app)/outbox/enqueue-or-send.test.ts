import { describe, expect, test } from 'vitest';
import { CallError, OutboxError, type Account, type ClerkConvexClient } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { enqueueOrSend } from './enqueue-or-send';

const conversationId = 'c1' as Id<'conversations'>;
const message = { conversationId, clientId: 'm1', body: 'hi' };

describe('a mutation', () => {
	const full = new OutboxError('storage_full', 'full');
	const over = new CallError('not_connected', 'This account is closed.');

	/** An account whose outbox stores nothing, in a client where another account may be open by now. */
	function aWorld(connection: 'online' | 'offline', { isOpen = true } = {}) {
		const sent: string[] = [];
		const sendAs = (who: string) => () => Promise.resolve(sent.push(who));
		const client = {
			connection: { current: connection },
			mutation: sendAs(isOpen ? 'writer' : 'another')
		} as unknown as ClerkConvexClient;
		const account = {
			outbox: { enqueue: () => Promise.reject(full) },
			mutation: isOpen ? sendAs('writer') : () => Promise.reject(over)
		} as unknown as Account;
		return { sent, run: () => enqueueOrSend(client, account, api.messages.send, message) };
	}

	test('is sent directly when the device cannot store it', async () => {
		const { sent, run } = aWorld('online');
		await run();
		expect(sent).toEqual(['writer']);
	});

	test('fails when the device cannot store it and there is no connection', async () => {
		const { sent, run } = aWorld('offline');
		await expect(run()).rejects.toBe(full);
		expect(sent).toEqual([]);
	});

	test('is never sent as another user, who has signed in while the device did not answer', async () => {
		const { sent, run } = aWorld('online', { isOpen: false });
		await expect(run()).rejects.toBe(over);
		expect(sent).toEqual([]);
	});
});

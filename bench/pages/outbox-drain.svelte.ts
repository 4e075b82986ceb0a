import { ConvexClient } from 'convex/browser';
import { mount } from 'svelte';
import { api } from '../../convex/_generated/api';
import type { Id } from '../../convex/_generated/dataModel';
import { BackendSession } from '../../src/lib/convex/backend-session.svelte.ts';
import { createClientId } from '../../src/lib/outbox/client-id.ts';
import MessageList from '../../src/routes/(app)/MessageList.svelte';
import { openAccount } from './open-account.ts';
import { until } from './until.svelte.ts';

/** Where the messages go, and how many. */
export interface Delivery {
	convexUrl: string;
	subject: string;
	/** The subject's, good for longer than this takes. */
	token: string;
	conversationId: Id<'conversations'>;
	count: number;
}

/**
 * Writes messages without a connection, then connects: the milliseconds from the confirmed connection
 * until nothing is in the outbox any more, on the disk either.
 *
 * @param options `isShown`: with the app's own list of messages on the screen, and not only read
 */
export async function drainOutbox(
	{ convexUrl, subject, token, conversationId, count }: Delivery,
	{ isShown }: { isShown: boolean }
): Promise<number> {
	const account = await openAccount(subject);
	const { outbox } = account;
	const messages = account.query(api.messages.list, { conversationId });
	if (isShown) {
		const props = {
			get messages() {
				return messages.data ?? [];
			},
			account,
			onEdit: () => undefined,
			onDelete: () => undefined
		};
		mount(MessageList, { target: document.body, props });
	} else {
		$effect.root(() => {
			$effect(() => void [messages.data, outbox.entries]);
		});
	}
	for (const args of messagesOf(conversationId, count)) {
		await outbox.enqueue(api.messages.send, args);
	}
	const session = new BackendSession({
		url: convexUrl,
		fetchToken: () => Promise.resolve(token),
		onRejected: () => undefined,
		onLive: () => undefined,
		onFailure: () => undefined
	});
	account.connect(session);
	await until(() => session.confirmed);
	const start = performance.now();
	await until(() => outbox.entries.length === 0);
	return performance.now() - start;
}

/**
 * Sends as many by Convex's client alone, each when the one before it is answered: the milliseconds from
 * the confirmed connection until the last answer. The same query is open.
 */
export async function sendOneByOne({
	convexUrl,
	token,
	conversationId,
	count
}: Delivery): Promise<number> {
	const client = new ConvexClient(convexUrl, {
		initialAuthTokenReuse: true,
		unsavedChangesWarning: false
	});
	client.onUpdate(api.messages.list, { conversationId }, () => undefined);
	await new Promise<void>((resolve) => {
		client.setAuth(
			() => Promise.resolve(token),
			(isAuthenticated) => {
				if (isAuthenticated) resolve();
			}
		);
	});
	const start = performance.now();
	for (const args of messagesOf(conversationId, count)) {
		await client.mutation(api.messages.send, args);
	}
	return performance.now() - start;
}

function* messagesOf(conversationId: Id<'conversations'>, count: number) {
	for (let index = 0; index < count; index++) {
		yield { conversationId, clientId: createClientId(), body: String(index) };
	}
}

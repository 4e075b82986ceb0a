import { ConvexClient } from 'convex/browser';
import type { FunctionReturnType } from 'convex/server';
import { mount } from 'svelte';
import { api } from '../../convex/_generated/api';
import type { Id } from '../../convex/_generated/dataModel';
import '../../src/app.css';
import type { Account } from '../../src/lib/account.svelte.ts';
import { BackendSession } from '../../src/lib/convex/backend-session.svelte.ts';
import { createClientId } from '../../src/lib/outbox/client-id.ts';
import { createDeliveryLoop } from '../../src/lib/outbox/delivery-loop.ts';
import type { MessageView } from '../../src/routes/(app)/model/message.ts';
import { Language } from '../../src/routes/texts/language.svelte.ts';
import Messages from './Messages.svelte';
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

/** `isShown`: with the app's own list of messages, instead of a reader that shows nothing. */
export interface Screen {
	isShown: boolean;
}

/**
 * Writes messages without a connection, then connects: the milliseconds from the confirmed connection
 * until nothing is in the outbox any more, on the disk either.
 */
export async function drainOutbox(
	{ convexUrl, subject, token, conversationId, count }: Delivery,
	{ isShown }: Screen
): Promise<number> {
	const account = await openAccount(subject);
	const { outbox } = account;
	const messages = account.query(api.messages.list, { conversationId });
	if (isShown) {
		await show(account, conversationId, () => messages.data ?? []);
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
		onFailure: () => undefined,
		onFrame: () => undefined,
		onNotUnderstood: () => undefined
	});
	account.outbox.deliverBy(createDeliveryLoop);
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
export async function sendOneByOne(
	{ convexUrl, subject, token, conversationId, count }: Delivery,
	{ isShown }: Screen
): Promise<number> {
	let messages = $state.raw<FunctionReturnType<typeof api.messages.list>>([]);
	if (isShown) await show(await openAccount(subject), conversationId, () => messages);
	const client = new ConvexClient(convexUrl, {
		initialAuthTokenReuse: true,
		unsavedChangesWarning: false
	});
	client.onUpdate(api.messages.list, { conversationId }, (result) => (messages = result));
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

/** Shows messages in the app's own list, on a screen of their own. */
async function show(
	account: Account,
	conversationId: Id<'conversations'>,
	messages: () => readonly MessageView[]
): Promise<void> {
	document.body.style.cssText = 'display: flex; flex-direction: column; height: 100dvh';
	const props = {
		account,
		conversationId,
		language: await Language.open(['en'], undefined),
		get messages() {
			return messages();
		}
	};
	mount(Messages, { target: document.body, props });
}

function* messagesOf(conversationId: Id<'conversations'>, count: number) {
	for (let index = 0; index < count; index++) {
		yield { conversationId, clientId: createClientId(), body: String(index) };
	}
}

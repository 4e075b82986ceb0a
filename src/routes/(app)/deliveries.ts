import { defineDelivery, type OutboxEntry, type Verdict } from '$lib';
import { api } from '../../../convex/_generated/api';
import type { Id } from '../../../convex/_generated/dataModel';
import { isRefusal } from '../../../convex/refusals';
import type { MessageRow } from './message-groups';

/** What a message is addressed by: its author knows it before the server knows the message. */
interface Address {
	conversationId: Id<'conversations'>;
	clientId: string;
}

const lane = ({ conversationId }: Address) => conversationId;
const ofConversation = ({ conversationId }: Address) => ({ conversationId });
const onMessage = ({ clientId }: Address) => clientId;

/** The mutations that the app sends through the outbox, and how each shows until it has happened. */
export const deliveries = [
	defineDelivery(api.messages.send, {
		id: onMessage,
		lane,
		verdict,
		overlays: [{ query: api.messages.list, args: ofConversation, apply: addMessage }]
	}),
	defineDelivery(api.messages.edit, {
		id: ({ editId }) => editId,
		lane,
		dependsOn: onMessage,
		verdict,
		overlays: [
			{
				query: api.messages.list,
				args: ofConversation,
				apply: (messages, { clientId, editId, body }, entry) =>
					changeMessage(messages, clientId, entry, (message) =>
						message.editId === editId || message.removedAt !== undefined
							? message
							: { ...message, body }
					)
			}
		]
	}),
	defineDelivery(api.messages.remove, {
		lane,
		dependsOn: onMessage,
		// A message that is not there is removed.
		verdict: (error) =>
			isRefusal(error) && error.data.kind === 'NotFound' ? { kind: 'done' } : verdict(error),
		overlays: [
			{
				query: api.messages.list,
				args: ofConversation,
				apply: (messages, { clientId }, entry) =>
					changeMessage(messages, clientId, entry, (message) =>
						message.removedAt === undefined
							? { ...message, body: '', removedAt: entry.writtenAt }
							: message
					)
			}
		]
	})
];

function verdict(error: Error): Verdict {
	if (!isRefusal(error)) return { kind: 'retry' };
	switch (error.data.kind) {
		case 'Unauthenticated':
			return { kind: 'held' };
		case 'RateLimited':
			return { kind: 'retry', afterMs: error.data.retryAfterMs };
		default:
			return { kind: 'rejected' };
	}
}

/** What is unsent stands last, in the order of writing, whatever this device's clock says. */
function addMessage(
	messages: MessageRow[] = [],
	{ clientId, body }: { clientId: string; body: string },
	{ subject, writtenAt }: OutboxEntry
): MessageRow[] {
	if (messages.some((message) => isBy(subject, clientId, message))) return messages;
	const message: MessageRow = {
		// Nothing on the server has this id: it is not sent anywhere.
		id: clientId as MessageRow['id'],
		clientId,
		author: '',
		authorId: subject,
		body,
		sentAt: Math.max(writtenAt, messages.at(-1)?.sentAt ?? 0)
	};
	return [...messages, message];
}

function changeMessage(
	messages: MessageRow[] | undefined,
	clientId: string,
	{ subject }: OutboxEntry,
	change: (message: MessageRow) => MessageRow
): MessageRow[] | undefined {
	const index = messages?.findIndex((message) => isBy(subject, clientId, message)) ?? -1;
	const message = messages?.[index];
	const changed = message && change(message);
	return changed && changed !== message ? messages?.with(index, changed) : messages;
}

/** A client id alone is its author's only: another may have chosen the same. */
function isBy(subject: string, clientId: string, message: MessageRow): boolean {
	return message.authorId === subject && message.clientId === clientId;
}

import type { OptimisticUpdateOptions, OutboxEntry } from '$lib';
import { api } from '$convex/_generated/api';
import { toExcerpt } from '$convex/limits';
import type { Id } from '$convex/_generated/dataModel';
import { isCalled, type Mention, type MessageName, type MessageView } from '../model/message';

interface Address {
	conversationId: Id<'conversations'>;
}

/** Adds a pending message at the end, in the order of writing, whatever this device's clock says. */
export function addMessage(
	messages: MessageView[] = [],
	{
		clientId,
		body,
		replyTo,
		forwardOf,
		mentions
	}: {
		clientId: string;
		body: string;
		replyTo?: MessageName;
		forwardOf?: object;
		mentions?: Mention[];
	},
	{ subject, writtenAt }: OutboxEntry
): MessageView[] {
	if (messages.some((message) => isCalled({ authorId: subject, clientId }, message))) {
		return messages;
	}
	const message: MessageView = {
		// The id is not the server's: it is never sent.
		id: clientId as MessageView['id'],
		clientId,
		author: '',
		authorId: subject,
		body,
		mentions,
		sentAt: Math.max(writtenAt, messages.at(-1)?.sentAt ?? 0),
		...(replyTo && { quote: quoteFrom(messages, replyTo) }),
		// The server says whose words they are.
		...(forwardOf && { forwardedFrom: '' })
	};
	return [...messages, message];
}

/** The arguments of the query with the messages of a conversation. */
export const ofConversation = ({ conversationId }: Address) => ({ conversationId });

/** The update of a mutation that changes one message, which `nameOf` finds by its arguments. */
export function inMessages<Args extends Address>(
	nameOf: (args: Args, entry: OutboxEntry) => MessageName,
	change: (message: MessageView, args: Args, entry: OutboxEntry) => MessageView
): OptimisticUpdateOptions<typeof api.messages.list, Args> {
	return {
		query: api.messages.list,
		args: ofConversation,
		apply: (messages, args, entry) =>
			changeMessage(messages, nameOf(args, entry), (message) => change(message, args, entry))
	};
}

/** Changes one message. Returns the same array when the message is missing or does not change. */
function changeMessage(
	messages: MessageView[] | undefined,
	name: MessageName,
	change: (message: MessageView) => MessageView
): MessageView[] | undefined {
	const index = messages?.findIndex((message) => isCalled(name, message)) ?? -1;
	const message = messages?.[index];
	const changed = message && change(message);
	return changed && changed !== message ? messages?.with(index, changed) : messages;
}

/** The quote as the server will make it; without a text if the quoted message is not among these. */
function quoteFrom(messages: MessageView[], name: MessageName): MessageView['quote'] {
	const original = messages.find((message) => isCalled(name, message));
	return {
		...name,
		author: original?.author ?? '',
		text: toExcerpt(original?.body ?? ''),
		isRemoved: original?.removedAt !== undefined
	};
}

import type { FunctionArgs } from 'convex/server';
import { defineDelivery, type OptimisticUpdateOptions, type OutboxEntry } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { conversationDeliveries, lastMessageUpdate } from './conversation-deliveries';
import type { MessageView } from '../model/message';
import { addMessage, changeMessage } from './message-updates';
import { pinDelivery } from './pin-delivery';
import { readDelivery } from './read-marks';
import { reactionDelivery } from './reaction-delivery';
import { quietPolicy, refusalPolicy as errorPolicy, removalPolicy } from './error-policies';

/** The address of a message. Its author knows it before the server knows the message. */
interface Address {
	conversationId: Id<'conversations'>;
	clientId: string;
}

const orderingKey = ({ conversationId }: Address) => conversationId;
const ofConversation = ({ conversationId }: Address) => ({ conversationId });
const onMessage = ({ clientId }: Address) => clientId;

/** All deliveries of the app: its mutations that go through the outbox, with their optimistic updates. */
export const deliveries = [
	defineDelivery(api.messages.send, {
		id: onMessage,
		orderingKey,
		errorPolicy,
		optimisticUpdates: [
			{ query: api.messages.list, args: ofConversation, apply: addMessage },
			lastMessageUpdate
		]
	}),
	defineDelivery(api.messages.edit, {
		id: ({ editId }) => editId,
		orderingKey,
		dependsOn: onMessage,
		errorPolicy,
		optimisticUpdates: [
			inOwn((message, { editId, body, mentions }: FunctionArgs<typeof api.messages.edit>) =>
				message.editId === editId || message.removedAt !== undefined
					? message
					: { ...message, body, mentions: mentions ?? message.mentions }
			)
		]
	}),
	defineDelivery(api.messages.remove, {
		orderingKey,
		dependsOn: onMessage,
		errorPolicy: removalPolicy,
		optimisticUpdates: [
			inOwn((message, _, { writtenAt }) =>
				message.removedAt === undefined ? { ...message, body: '', removedAt: writtenAt } : message
			)
		]
	}),
	defineDelivery(api.linkPreviews.remove, {
		orderingKey,
		dependsOn: onMessage,
		// After a refusal, its author has nothing to decide.
		errorPolicy: quietPolicy,
		optimisticUpdates: [
			inOwn((message, { url }: FunctionArgs<typeof api.linkPreviews.remove>) =>
				message.preview?.url === url ? { ...message, preview: undefined } : message
			)
		]
	}),
	reactionDelivery,
	pinDelivery,
	readDelivery,
	...conversationDeliveries
];

/** Changes the message of the user that a mutation names, in the list of its conversation. */
function inOwn<Args extends Address>(
	change: (message: MessageView, args: Args, entry: OutboxEntry) => MessageView
): OptimisticUpdateOptions<typeof api.messages.list, Args> {
	return {
		query: api.messages.list,
		args: ofConversation,
		apply: (messages, args, entry) =>
			changeMessage(messages, { authorId: entry.subject, clientId: args.clientId }, (message) =>
				change(message, args, entry)
			)
	};
}

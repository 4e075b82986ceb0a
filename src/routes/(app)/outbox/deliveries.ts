import { defineDelivery } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { conversationDeliveries, lastMessageUpdate } from './conversation-deliveries';
import { addMessage, changeMessage } from './message-updates';
import { pinDelivery } from './pin-delivery';
import { readDelivery } from './read-marks';
import { reactionDelivery } from './reaction-delivery';
import { refusalPolicy as errorPolicy, removalPolicy } from './error-policies';

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
			{
				query: api.messages.list,
				args: ofConversation,
				apply: (messages, { clientId, editId, body, mentions }, { subject: authorId }) =>
					changeMessage(messages, { authorId, clientId }, (message) =>
						message.editId === editId || message.removedAt !== undefined
							? message
							: { ...message, body, mentions: mentions ?? message.mentions }
					)
			}
		]
	}),
	defineDelivery(api.messages.remove, {
		orderingKey,
		dependsOn: onMessage,
		errorPolicy: removalPolicy,
		optimisticUpdates: [
			{
				query: api.messages.list,
				args: ofConversation,
				apply: (messages, { clientId }, { subject: authorId, writtenAt }) =>
					changeMessage(messages, { authorId, clientId }, (message) =>
						message.removedAt === undefined
							? { ...message, body: '', removedAt: writtenAt }
							: message
					)
			}
		]
	}),
	reactionDelivery,
	pinDelivery,
	readDelivery,
	...conversationDeliveries
];

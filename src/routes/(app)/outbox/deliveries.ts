import type { FunctionArgs } from 'convex/server';
import { defineDelivery, type OutboxEntry } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { conversationDeliveries, lastMessageUpdate } from './conversation-deliveries';
import { addMessage, inMessages, ofConversation } from './message-updates';
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
const onMessage = ({ clientId }: Address) => clientId;
const own = ({ clientId }: Address, { subject: authorId }: OutboxEntry) => ({ authorId, clientId });

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
			inMessages(
				own,
				(message, { editId, body, mentions }: FunctionArgs<typeof api.messages.edit>) =>
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
			inMessages(own, (message, _, { writtenAt }) =>
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
			inMessages(own, (message, { url }: FunctionArgs<typeof api.linkPreviews.remove>) =>
				message.preview?.url === url ? { ...message, preview: undefined } : message
			)
		]
	}),
	reactionDelivery,
	pinDelivery,
	readDelivery,
	...conversationDeliveries
];

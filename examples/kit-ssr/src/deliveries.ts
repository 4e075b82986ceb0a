import { defineDelivery } from 'clerk-convex-svelte';
import { api } from '../convex/_generated/api';
import type { Id } from '../convex/_generated/dataModel';

export const deliveries = [
	defineDelivery(api.messages.send, {
		id: ({ clientId }) => clientId,
		orderingKey: ({ conversationId }) => conversationId,
		optimisticUpdates: [
			{
				query: api.messages.list,
				args: ({ conversationId }) => ({ conversationId }),
				apply: (messages = [], { clientId, body }, { subject: authorId, writtenAt: sentAt }) => {
					if (messages.some((message) => message.clientId === clientId)) return messages;
					const id = clientId as Id<'messages'>;
					return [...messages, { id, clientId, author: 'Pending', authorId, body, sentAt }];
				}
			}
		]
	})
];

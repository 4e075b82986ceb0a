import { defineDelivery, type Delivery } from '$lib';
import { api } from '$convex/_generated/api';
import { changeMessage } from './message-updates';
import type { MessageView } from '../model/message';
import { refusalPolicy } from './refusal-policy';

/** How the outbox delivers a reaction. A message does not wait for one: their lanes are not the same. */
export const reactionDelivery: Delivery = defineDelivery(api.reactions.set, {
	orderingKey: ({ conversationId }) => `${conversationId} reactions`,
	dependsOn: ({ message }) => message.clientId,
	// Where it cannot be, for one the message is gone, there is nothing for its author to decide.
	errorPolicy: (error) => {
		const outcome = refusalPolicy(error);
		return outcome.kind === 'rejected' ? { kind: 'done' } : outcome;
	},
	optimisticUpdates: [
		{
			query: api.messages.list,
			args: ({ conversationId }) => ({ conversationId }),
			apply: (messages, { message, emoji, isOn }) =>
				changeMessage(messages, message, (row) => withReaction(row, emoji, isOn))
		}
	]
});

function withReaction(message: MessageView, emoji: string, isOn: boolean): MessageView {
	const { reactions = [], removedAt } = message;
	const given = reactions.find((one) => one.emoji === emoji);
	if (removedAt !== undefined || (given?.isMine ?? false) === isOn) return message;
	const count = (given?.count ?? 0) + (isOn ? 1 : -1);
	const changed = { emoji, count, isMine: isOn };
	return {
		...message,
		reactions: (given
			? reactions.map((one) => (one === given ? changed : one))
			: [...reactions, changed]
		).filter((one) => one.count > 0)
	};
}

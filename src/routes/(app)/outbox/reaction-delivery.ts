import type { FunctionArgs } from 'convex/server';
import { defineDelivery, type Delivery } from '$lib';
import { api } from '$convex/_generated/api';
import { inMessages } from './message-updates';
import type { MessageView } from '../model/message';
import { quietPolicy } from './error-policies';

type Arguments = FunctionArgs<typeof api.reactions.set>;

/** The delivery of reactions. Messages do not wait for reactions: they have another ordering key. */
export const reactionDelivery: Delivery = defineDelivery(api.reactions.set, {
	orderingKey: ({ conversationId }) => `${conversationId} reactions`,
	dependsOn: ({ message }) => message.clientId,
	// After a refusal, for example because the message is gone, its author has nothing to decide.
	errorPolicy: quietPolicy,
	optimisticUpdates: [inMessages(({ message }: Arguments) => message, withReaction)]
});

function withReaction(message: MessageView, { emoji, isOn }: Arguments): MessageView {
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

import { defineDelivery, type Delivery } from '$lib';
import { api } from '$convex/_generated/api';
import { changeMessage } from './message-overlay';
import type { MessageRow } from '../model/message';
import { refusalVerdict } from './refusal-verdict';

/** How the outbox delivers a reaction. A message does not wait for one: their lanes are not the same. */
export const reactionDelivery: Delivery = defineDelivery(api.reactions.set, {
	lane: ({ conversationId }) => `${conversationId} reactions`,
	dependsOn: ({ message }) => message.clientId,
	// Where it cannot be, for one the message is gone, there is nothing for its author to decide.
	verdict: (error) => {
		const verdict = refusalVerdict(error);
		return verdict.kind === 'rejected' ? { kind: 'done' } : verdict;
	},
	overlays: [
		{
			query: api.messages.list,
			args: ({ conversationId }) => ({ conversationId }),
			apply: (messages, { message, emoji, isOn }) =>
				changeMessage(messages, message, (row) => withReaction(row, emoji, isOn))
		}
	]
});

function withReaction(message: MessageRow, emoji: string, isOn: boolean): MessageRow {
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

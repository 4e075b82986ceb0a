import type { FunctionArgs } from 'convex/server';
import type { api } from '$convex/_generated/api';
import { MAX_DELIVERED_AT_ONCE } from '$convex/limits';
import type { ListedConversation } from '../model/conversation-list';

/** What `receipts:deliver` takes. */
export type Marks = FunctionArgs<typeof api.receipts.deliver>['marks'];

/** Up to which message each conversation was said to have come to this device. */
export type Said = ReadonlyMap<string, number>;

/**
 * What has come to this device and was not said: of the conversations with unread messages, because who has read
 * a message has it. `isUrgent`: a direct one is among them. The others go along with the next call.
 */
export function arrivedSince(
	list: readonly ListedConversation[],
	said: Said
): { marks: Marks; isUrgent: boolean } {
	const arrived = list.filter(
		({ id, isMember, unread, lastNumber = 0 }) =>
			isMember && unread > 0 && lastNumber > (said.get(id) ?? 0)
	);
	const directFirst = arrived.toSorted((a, b) => order(a) - order(b));
	return {
		marks: directFirst
			.slice(0, MAX_DELIVERED_AT_ONCE)
			.map(({ id, lastNumber = 0 }) => ({ conversationId: id, upTo: lastNumber })),
		isUrgent: directFirst[0]?.kind === 'direct'
	};
}

const order = ({ kind }: ListedConversation) => (kind === 'direct' ? 0 : 1);

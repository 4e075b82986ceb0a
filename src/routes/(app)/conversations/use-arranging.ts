import type { FunctionArgs } from 'convex/server';
import { useClerkConvex } from '$lib';
import { api } from '$convex/_generated/api';
import { isUnread, type ListedConversation } from '../model/conversation-list';
import { enqueueOrSend } from '../outbox/enqueue-or-send';
import { markRead } from '../outbox/mark-read';
import { useAccount } from '../use-account';

type Arrangement = FunctionArgs<typeof api.inbox.arrange>['wanted'];

/** What the reader does with a conversation in their list. It shows at once, and works with no connection. */
export interface Arranging {
	arrange: (of: ListedConversation, wanted: Arrangement) => void;
	mute: (of: ListedConversation, isOn: boolean) => void;
	markRead: (of: ListedConversation) => void;
}

/** Call it while a component is initialised. */
export function useArranging(): Arranging {
	const account = useAccount();
	const client = useClerkConvex();
	// What could not be stored shows itself: the list stays as it was.
	const ignore = () => undefined;

	function arrange({ id, lastNumber: upTo }: ListedConversation, wanted: Arrangement) {
		const args = { conversationId: id, wanted, ...(wanted.isArchived && { upTo }) };
		void enqueueOrSend(client, account, api.inbox.arrange, args).catch(ignore);
	}

	return {
		arrange,
		mute: ({ id: conversationId }, isOn) =>
			void enqueueOrSend(client, account, api.direct.mute, { conversationId, isOn }).catch(ignore),
		markRead: (conversation) => {
			const { id: conversationId, unread, readUpTo = 0 } = conversation;
			const upTo = conversation.lastNumber ?? readUpTo + unread;
			if (!isUnread(conversation)) return;
			if (unread === 0) arrange(conversation, { isMarkedUnread: false });
			else void markRead(account.outbox, { conversationId, upTo }).catch(ignore);
		}
	};
}

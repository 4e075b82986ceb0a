import type { Account, ClerkConvexClient } from '$lib';
import type { MessageHandlers } from '../../src/routes/(app)/messages/message-handlers.ts';

/** What a component finds in its context, besides the texts. */
export interface Given {
	client?: ClerkConvexClient;
	account?: Account;
	handlers?: MessageHandlers;
}

/** What an open conversation shows beside its messages. It is one query, because each query costs a call. */
import { v } from 'convex/values';
import { requireReadable } from './access';
import { userQuery } from './functions';
import { pinsIn, pinsView } from './pins';
import { receiptsIn, receiptsView } from './receipts';

/** Who of the others has got and read the messages of a conversation, and which messages are pinned. */
export const of = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: v.object({ receipts: receiptsView, pinning: pinsView }),
	handler: async (ctx, { conversationId }) => {
		const conversation = await requireReadable(ctx, conversationId);
		return {
			receipts: await receiptsIn(ctx, conversationId),
			pinning: await pinsIn(ctx, conversation)
		};
	}
});

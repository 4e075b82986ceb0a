import { useCachedQuery, useClerkConvex, type Account, type CachedQueryResult } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { isWatched } from './is-watched';
import type { MessageView } from '../model/message';
import { UnreadDividerPosition, unreadUpTo } from './new-messages';
import { markRead } from '../outbox/read-marks';

export interface ReadingOptions {
	account: () => Account;
	conversationId: () => Id<'conversations'>;
	/** The scrolled list of messages. */
	scroller: () => HTMLElement | undefined;
	/** How far the list says that the conversation is read, and whether the list is live. */
	list: () => { readUpTo: number | undefined; source: string | undefined };
	/** The newest messages of the conversation. */
	messages: Pick<CachedQueryResult<MessageView[]>, 'data' | 'source'>;
}

/** What an open conversation shows about unread messages. */
export interface Reading {
	/** The message below the unread divider. */
	readonly newFrom: MessageView | undefined;
}

/**
 * Marks a conversation as read when its newest message has been seen. Call it while a component is
 * initialised.
 */
export function useReading({
	account,
	conversationId,
	scroller: scrolled,
	list,
	messages
}: ReadingOptions): Reading {
	const client = useClerkConvex();
	/** Lists that were stored by earlier versions do not say it. */
	const listed = $derived(list().readUpTo);
	const asked = useCachedQuery(api.reads.get, () =>
		listed === undefined ? { conversationId: conversationId() } : 'skip'
	);
	const reads = $derived({
		data: listed ?? asked.data,
		isLive: (listed === undefined ? asked : list()).source === 'live'
	});
	const newest = $derived(messages.data ?? []);
	const unread = $derived(unreadUpTo(newest, account().subject, reads.data));
	const divider = new UnreadDividerPosition();
	const newFrom = $derived(
		divider.messageBelow({
			messages: newest,
			subject: account().subject,
			read: reads.data,
			isSettled:
				client.connection.current === 'offline' || (messages.source === 'live' && reads.isLive),
			isWatched: isWatched(document)
		})
	);

	$effect(() => {
		const scroller = scrolled();
		if (unread === undefined || !scroller) return;
		const { outbox } = account();
		const mark = { conversationId: conversationId(), upTo: unread };
		// What could not be noted is new once more the next time.
		const onSeen = () => void markRead(outbox, mark).catch(() => undefined);
		const waiting = new AbortController();
		void import('./when-seen').then(({ whenSeen }) => {
			if (!waiting.signal.aborted) whenSeen(window, scroller, onSeen, waiting);
		});
		return () => waiting.abort();
	});

	return {
		get newFrom() {
			return newFrom;
		}
	};
}

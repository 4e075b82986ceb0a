import { useClerkConvex, type Account, type CachedQueryResult } from '$lib';
import type { Id } from '$convex/_generated/dataModel';
import { isWatched } from './is-watched';
import type { MessageView } from '../model/message';
import { UnreadDividerPosition, unreadUpTo } from './new-messages';

export interface ReadingOptions {
	account: () => Account;
	conversationId: () => Id<'conversations'>;
	/** The scrolled list of messages. */
	scroller: () => HTMLElement | undefined;
	/** How far the list of conversations says that the reader has read, and whether the list is live. */
	read: () => { upTo: number | null | undefined; isLive: boolean };
	/** The newest messages of the conversation. */
	messages: Pick<CachedQueryResult<MessageView[]>, 'data' | 'source'>;
	/** The first unread message, once the list was scrolled there. It may be older than the newest ones. */
	placedAt: () => MessageView | undefined;
	/** Whether the list stays where a launch has painted it. */
	isPainted: boolean;
}

/** What an open conversation shows about unread messages. */
export interface Reading {
	/** The message below the unread divider. */
	readonly newFrom: MessageView | undefined;
	/** The first of the newest messages that was unread when the conversation was opened. */
	readonly opensAt: MessageView | undefined;
}

/**
 * Marks a conversation as read when its newest message has been seen. Call it while a component is
 * initialised.
 */
export function useReading({
	account,
	conversationId,
	scroller: list,
	read,
	messages,
	placedAt,
	isPainted
}: ReadingOptions): Reading {
	const client = useClerkConvex();
	const newest = $derived(messages.data ?? []);
	const isSettled = $derived(
		client.connection.current === 'offline' || (messages.source === 'live' && read().isLive)
	);
	const divider = new UnreadDividerPosition();
	const newFrom = $derived(
		divider.messageBelow({
			messages: newest,
			subject: account().subject,
			read: read().upTo,
			isSettled,
			isWatched: isWatched(document)
		})
	);
	// A mark moves what is read: the divider has its place before.
	const unread = $derived(
		isSettled ? unreadUpTo(newest, account().subject, read().upTo) : undefined
	);

	const opensAt = $derived(!isPainted && newFrom && divider.isFromOpening ? newFrom : undefined);

	$effect(() => {
		const scroller = list();
		// The newest may be on the screen for a moment before.
		if (unread === undefined || !scroller || (opensAt && !placedAt())) return;
		const { outbox } = account();
		const mark = { conversationId: conversationId(), upTo: unread };
		const waiting = new AbortController();
		void import('./mark-when-seen').then(({ markWhenSeen }) =>
			markWhenSeen(scroller, outbox, mark, waiting)
		);
		return () => waiting.abort();
	});

	return {
		get newFrom() {
			return newFrom;
		},
		get opensAt() {
			return opensAt;
		}
	};
}

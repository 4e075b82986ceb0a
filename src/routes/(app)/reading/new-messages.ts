import type { MessageView } from '../model/message';

/**
 * The number of the newest message, if there are unread messages; `undefined` when nothing is unread.
 *
 * @param read the number of the last message that the reader has read, `null` if they are no member
 */
export function unreadUpTo(
	messages: readonly MessageView[],
	subject: string,
	read: number | null | undefined
): number | undefined {
	if (!firstNew(messages, subject, read)) return undefined;
	return messages.findLast(({ number }) => number !== undefined)?.number;
}

/** The oldest unread message of others. The messages are ordered, the oldest first. */
export function firstNew(
	messages: readonly MessageView[],
	subject: string,
	read: number | null | undefined
): MessageView | undefined {
	if (typeof read !== 'number') return undefined;
	return messages.find(({ authorId, number = 0 }) => authorId !== subject && number > read);
}

/** The facts that decide where the unread divider is. */
export interface DividerMoment {
	messages: readonly MessageView[];
	subject: string;
	read: number | null | undefined;
	/** Whether no newer messages are about to come: the result is live, or there is no connection. */
	isSettled: boolean;
	/** Whether the reader is looking at the conversation. */
	isWatched: boolean;
}

/**
 * The position of the unread divider: above the messages that were new when the reader opened the
 * conversation or came back to it. The divider stays while the conversation is open. It never appears
 * above a message that the reader has seen arrive.
 */
export class UnreadDividerPosition {
	#before: MessageView | undefined;
	#isOpening = true;
	#isFromOpening = false;

	/** Whether the divider is above what was new when the conversation was opened. */
	get isFromOpening(): boolean {
		return this.#isFromOpening;
	}

	/** The message below the divider, if there is a divider. */
	messageBelow({
		messages,
		subject,
		read,
		isSettled,
		isWatched
	}: DividerMoment): MessageView | undefined {
		if (this.#before || !isSettled || read === undefined) return this.#before;
		if (this.#isOpening || !isWatched) this.#before = firstNew(messages, subject, read);
		this.#isFromOpening = this.#isOpening && this.#before !== undefined;
		this.#isOpening = false;
		return this.#before;
	}
}

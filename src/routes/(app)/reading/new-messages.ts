import type { MessageView } from '../model/message';

/**
 * Up to which message of a conversation the reader has to have seen it so that nothing in it is new to
 * them; `undefined` when nothing is.
 *
 * @param read the number of the last message that they have read, `null` where they are no member
 */
export function unreadUpTo(
	messages: readonly MessageView[],
	subject: string,
	read: number | null | undefined
): number | undefined {
	if (!firstNew(messages, subject, read)) return undefined;
	return messages.findLast(({ number }) => number !== undefined)?.number;
}

/** The oldest of the messages, oldest first, that is another's and not read. */
export function firstNew(
	messages: readonly MessageView[],
	subject: string,
	read: number | null | undefined
): MessageView | undefined {
	if (typeof read !== 'number') return undefined;
	return messages.find(({ authorId, number = 0 }) => authorId !== subject && number > read);
}

/** What is to be known to say where the line belongs. */
export interface LineMoment {
	messages: readonly MessageView[];
	subject: string;
	read: number | null | undefined;
	/** Whether nothing newer is to come: what is shown is live, or there is no connection. */
	isSettled: boolean;
	/** Whether the reader has the conversation before their eyes. */
	isWatched: boolean;
}

/**
 * The line above what was new when a conversation was opened, or when its reader came back to it. It
 * stays where it is while the conversation is open, and never falls between somebody and what they see
 * arrive.
 */
export class UnreadDividerPosition {
	#before: MessageView | undefined;
	#isOpening = true;

	/** The message that the line stands above, if there is one. */
	place({ messages, subject, read, isSettled, isWatched }: LineMoment): MessageView | undefined {
		if (this.#before || !isSettled || read === undefined) return this.#before;
		if (this.#isOpening || !isWatched) this.#before = firstNew(messages, subject, read);
		this.#isOpening = false;
		return this.#before;
	}
}

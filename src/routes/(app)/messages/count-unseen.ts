import type { MessageView } from '../model/message';

interface Unseen {
	/** The newest messages, which need not be among those of the list. */
	newest: readonly MessageView[];
	/** The messages of the list. */
	messages: readonly MessageView[];
	/** When the newest message was sent that has been on the screen. */
	readUpTo: number;
	subject: string;
}

/**
 * The number of messages of others that have not been on the screen. Of those before the newest only the numbers are
 * known: all of them count.
 */
export function countUnseen({ newest, messages, readUpTo, subject }: Unseen): number {
	const isUnseen = ({ sentAt, authorId }: MessageView) => sentAt > readUpTo && authorId !== subject;
	const seen = messages.findLast(({ sentAt }) => sentAt <= readUpTo)?.number;
	const oldest = newest[0]?.number;
	const before = seen === undefined || oldest === undefined ? 0 : oldest - seen - 1;
	return newest.filter(isUnseen).length + Math.max(0, before);
}

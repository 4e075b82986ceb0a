import type { FunctionReturnType } from 'convex/server';
import type { api } from '../../../convex/_generated/api';
import { dayKey } from '../time';

/** A message as `messages:list` returns it. */
export type MessageRow = FunctionReturnType<typeof api.messages.list>[number];

/** Consecutive messages of one author that stand together. */
export interface MessageGroup {
	key: string;
	author: string;
	authorId: string;
	messages: MessageRow[];
}

/** The messages of one calendar day. */
export interface MessageDay {
	key: string;
	/** When its first message was sent, in milliseconds since 1970. */
	startsAt: number;
	groups: MessageGroup[];
}

/** Messages of one author that are no further apart than this stand together. */
const GROUP_MS = 5 * 60 * 1000;

/** Lays out messages, oldest first, by day and by author. */
export function groupMessages(messages: readonly MessageRow[]): MessageDay[] {
	const days: MessageDay[] = [];
	let previous: MessageRow | undefined;
	for (const message of messages) {
		let day = days.at(-1);
		if (day?.key !== dayKey(message.sentAt)) {
			day = { key: dayKey(message.sentAt), startsAt: message.sentAt, groups: [] };
			days.push(day);
		}
		let group = day.groups.at(-1);
		const isContinued =
			group?.authorId === message.authorId &&
			previous !== undefined &&
			message.sentAt - previous.sentAt <= GROUP_MS;
		if (!group || !isContinued) {
			const { author, authorId, clientId } = message;
			group = { key: `${authorId} ${clientId}`, author, authorId, messages: [] };
			day.groups.push(group);
		}
		group.messages.push(message);
		previous = message;
	}
	return days;
}

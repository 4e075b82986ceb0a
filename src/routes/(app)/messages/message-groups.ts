import type { Times } from '../../time';
import type { MessageView } from '../model/message';

/** Consecutive messages of one author that are drawn as a group. */
export interface MessageGroup {
	key: string;
	author: string;
	authorId: string;
	messages: MessageView[];
	/** The last message of the group, drawn or not. */
	last: MessageView;
	/** Whether messages are missing before it. */
	hasGap: boolean;
	/** Whether only the line above the first unread message divides it from the group before it. */
	isContinued: boolean;
}

/** The messages of one calendar day. */
export interface MessageDay {
	key: string;
	/** When its first message was sent, in milliseconds since 1970. */
	startsAt: number;
	groups: MessageGroup[];
}

/** Messages of one author that are no further apart than this form a group. */
const GROUP_MS = 5 * 60 * 1000;

const NO_GAPS: ReadonlySet<string> = new Set();

/**
 * Groups messages by day and by author. The messages are ordered, the oldest first.
 *
 * @param dayKey names the day of a time
 * @param gaps the ids of the messages before which others are missing
 * @param newFrom the id of the first unread message: the line above it stands in no group
 */
export function groupMessages(
	messages: readonly MessageView[],
	dayKey: Times['dayKey'],
	gaps: ReadonlySet<string> = NO_GAPS,
	newFrom?: string
): MessageDay[] {
	const days: MessageDay[] = [];
	let previous: MessageView | undefined;
	for (const message of messages) {
		let day = days.at(-1);
		const key = dayKey(message.sentAt);
		if (day?.key !== key) {
			day = { key, startsAt: message.sentAt, groups: [] };
			days.push(day);
		}
		let group = day.groups.at(-1);
		const hasGap = gaps.has(message.id);
		const isContinued =
			!hasGap &&
			group?.authorId === message.authorId &&
			previous !== undefined &&
			message.sentAt - previous.sentAt <= GROUP_MS;
		if (!group || !isContinued || message.id === newFrom) {
			const { author, authorId, clientId } = message;
			const key = `${authorId} ${clientId}`;
			group = { key, author, authorId, messages: [], last: message, hasGap, isContinued };
			day.groups.push(group);
		}
		group.messages.push(message);
		group.last = message;
		previous = message;
	}
	return days;
}

/** The part of a layout with the messages from index `start` up to `end`, which is not included. */
export function cutDays(days: readonly MessageDay[], start: number, end: number): MessageDay[] {
	let index = 0;
	return days.flatMap((day) => {
		const groups = day.groups.flatMap((group) => {
			const first = index;
			index += group.messages.length;
			if (index <= start || first >= end) return [];
			if (first >= start && index <= end) return [group];
			const messages = group.messages.slice(Math.max(0, start - first), end - first);
			return [{ ...group, messages, hasGap: group.hasGap && first >= start }];
		});
		return groups.length > 0 ? [{ ...day, groups }] : [];
	});
}

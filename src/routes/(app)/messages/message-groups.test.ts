import { expect, test } from 'vitest';
import type { Id } from '$convex/_generated/dataModel';
import { launch } from '../../texts/en/launch';
import { textsIn } from '../../texts/language.svelte';
import { cutDays, groupMessages } from './message-groups';
import type { MessageView } from '../model/message';

const ADA = 'users:ada' as Id<'users'>;
const GRACE = 'users:grace' as Id<'users'>;
const MINUTE = 60_000;
/** Noon in the test's time zone, so that some minutes later it is the same day. */
const NOON = new Date(2026, 2, 6, 12).getTime();

const { dayKey } = textsIn('en', launch).times;
const group = (messages: MessageView[], gaps?: ReadonlySet<string>) =>
	groupMessages(messages, dayKey, gaps);

let count = 0;
function message(authorId: Id<'users'>, sentAt: number): MessageView {
	count += 1;
	return {
		id: `messages:${count}` as Id<'messages'>,
		clientId: `client-${count}`,
		author: authorId === ADA ? 'Ada' : 'Grace',
		authorId,
		body: 'Hello',
		sentAt
	};
}

/** The groups' authors, one list for each day. */
const layout = (messages: MessageView[]) =>
	group(messages).map(({ groups }) =>
		groups.map((group) => `${group.author} ${group.messages.length}`)
	);

test('no messages are no days', () => {
	expect(group([])).toEqual([]);
});

test('messages of one author with short pauses form a group', () => {
	const messages = [0, 1, 2].map((minutes) => message(ADA, NOON + minutes * MINUTE));
	expect(layout(messages)).toEqual([['Ada 3']]);
	expect(group(messages)[0]?.groups[0]?.messages).toEqual(messages);
});

test('the time since the last message counts, not since the first', () => {
	const messages = [0, 4, 8, 12].map((minutes) => message(ADA, NOON + minutes * MINUTE));
	expect(layout(messages)).toEqual([['Ada 4']]);
});

test('exactly five minutes do not separate messages', () => {
	expect(layout([message(ADA, NOON), message(ADA, NOON + 5 * MINUTE)])).toEqual([['Ada 2']]);
});

test('more than five minutes separate messages', () => {
	const later = NOON + 5 * MINUTE + 1;
	expect(layout([message(ADA, NOON), message(ADA, later)])).toEqual([['Ada 1', 'Ada 1']]);
});

test('another author in between separates messages', () => {
	const messages = [message(ADA, NOON), message(GRACE, NOON + 1), message(ADA, NOON + 2)];
	expect(layout(messages)).toEqual([['Ada 1', 'Grace 1', 'Ada 1']]);
});

test('two authors with the same name are separate', () => {
	const namesake = { ...message(GRACE, NOON + 1), author: 'Ada' };
	expect(layout([message(ADA, NOON), namesake])).toEqual([['Ada 1', 'Ada 1']]);
});

test('midnight separates messages, however short the pause', () => {
	const midnight = new Date(2026, 2, 7).getTime();
	const messages = [message(ADA, midnight - 1), message(ADA, midnight)];
	expect(layout(messages)).toEqual([['Ada 1'], ['Ada 1']]);
	expect(group(messages).map(({ key, startsAt }) => [key, startsAt])).toEqual([
		['2026-03-06', midnight - 1],
		['2026-03-07', midnight]
	]);
});

test('every group has its own key, which stays when messages are added', () => {
	const messages = [message(ADA, NOON), message(GRACE, NOON + 1), message(ADA, NOON + 2)];
	const keysOf = (messages: MessageView[]) => group(messages)[0]?.groups.map(({ key }) => key);
	const keys = keysOf(messages);
	expect(new Set(keys).size).toBe(3);
	expect(keysOf([...messages, message(ADA, NOON + 3)])).toEqual(keys);
});

test('a gap begins another group, which has hasGap', () => {
	const messages = [0, 1, 2].map((minutes) => message(ADA, NOON + minutes * MINUTE));
	const days = group(messages, new Set([messages[1]?.id ?? '']));
	expect(days[0]?.groups.map(({ hasGap, messages }) => [hasGap, messages.length])).toEqual([
		[false, 1],
		[true, 2]
	]);
});

test('the first unread message begins another group', () => {
	const messages = [0, 1, 2].map((minutes) => message(ADA, NOON + minutes * MINUTE));
	const [day] = groupMessages(messages, dayKey, undefined, messages[2]?.id);
	expect(day?.groups.map(({ messages }) => messages.length)).toEqual([2, 1]);
});

test('a part of the layout has its messages in the groups of the whole', () => {
	const authors = [ADA, ADA, ADA, GRACE, GRACE, ADA];
	const messages = authors.map((author, index) => message(author, NOON + index * MINUTE));
	const days = group(messages);
	for (let start = 0; start <= 6; start++) {
		for (let end = start + 1; end <= 6; end++) {
			const groups = cutDays(days, start, end).flatMap((day) => day.groups);
			expect(groups.flatMap((group) => group.messages)).toEqual(messages.slice(start, end));
			expect(groups.every((group) => group.messages.length > 0)).toBe(true);
		}
	}
	const [cut] = cutDays(days, 1, 2);
	expect(cut?.groups[0]).toMatchObject({ key: days[0]?.groups[0]?.key, last: messages[2] });
	expect(cutDays(days, 0, 6)).toEqual(days);
});

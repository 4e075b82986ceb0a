import type { ItemRange } from '$lib';
import type { Id } from '$convex/_generated/dataModel';
import type { ListedConversation } from '../../src/routes/(app)/model/conversation-list.ts';
import type { MessageView } from '../../src/routes/(app)/model/message.ts';
import type { Given } from './given.ts';
import { GRACE, World } from './world.ts';

/** The id of the conversation in tests. */
export const CONVERSATION = 'general' as Id<'conversations'>;

/** When the first message was sent: so long ago that its time is written in full. */
export const FIRST_SENT = Date.UTC(2026, 0, 5, 9);

/** A message of Grace's, unless `changed` says otherwise. */
export function messageOf(number: number, changed: Partial<MessageView> = {}): MessageView {
	return {
		id: `id-${number}` as Id<'messages'>,
		clientId: `client-${number}`,
		author: 'Grace Hopper',
		authorId: GRACE,
		number,
		body: `Message ${number}.`,
		sentAt: FIRST_SENT + number * 1000,
		...changed
	};
}

/** The messages with these numbers, of one to five lines, so that all heights occur. */
export function messagesFrom(first: number, last: number): MessageView[] {
	return Array.from({ length: last - first + 1 }, (_, index) => {
		const number = first + index;
		const lines = Array<string>(number % 5).fill('Another line.');
		return messageOf(number, { body: [`Message ${number}.`, ...lines].join('\n') });
	});
}

/** The conversation as the list has it: Ada is a member of it. */
export const listed = (changed: Partial<ListedConversation> = {}): ListedConversation => ({
	...{ id: CONVERSATION, name: 'General', kind: 'open', isMember: true, role: 'member', unread: 0 },
	...changed
});

/** A backend with these conversations, and these messages in each of them, of which Ada has read so many. */
export function worldWith(
	conversations: readonly ListedConversation[],
	messages = messagesFrom(1, 3),
	read = messages.length
): World {
	const world = new World();
	const { results } = world.convex;
	const marks = () => world.convex.mutations.flatMap((args) => (isMark(args) ? [args.upTo] : []));
	results.set('conversations:list', () => {
		const readUpTo = Math.max(read, ...marks());
		return conversations.map((one) => (one.isMember ? { readUpTo, ...one } : one));
	});
	results.set('messages:list', messages);
	const between = ({ range }: { range: ItemRange }) => {
		const { from = 0, to = Infinity, keep, limit } = range;
		const within = messages.filter(({ sentAt }) => from <= sentAt && sentAt <= to);
		return keep === 'oldest' ? within.slice(0, limit) : within.slice(-limit);
	};
	results.set('messages:between', between);
	results.set('messages:betweenMany', ({ lists }: { lists: { range: ItemRange }[] }) =>
		lists.map(between)
	);
	return world;
}

/** An account with no connection, and actions of messages that do nothing: what a message reads. */
export async function offlineAccount(): Promise<Required<Given>> {
	const world = new World();
	world.convex.state = 'down';
	const { client, account } = await world.launch();
	const ignore = () => undefined;
	const attempt = <T>(change: Promise<T>) => change;
	const actions = { reply: ignore, react: ignore, edit: ignore, attempt };
	return { client, account, handlers: { conversationId: CONVERSATION, ...actions } };
}

const isMark = (args: unknown): args is { upTo: number } =>
	typeof args === 'object' && args !== null && 'upTo' in args;

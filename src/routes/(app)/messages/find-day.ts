import type { Account, CachedPages } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../model/message';

/** When a day begins where the user is, in milliseconds since 1970. `day` is written as "2026-03-06". */
export const startOf = (day: string): number => new Date(`${day}T00:00`).getTime();

/** The first message from a day on, of all messages: the backend knows it. */
export async function askForDay(
	day: string,
	conversationId: Id<'conversations'>,
	{ convexClient }: Pick<Account, 'convexClient'>
): Promise<MessageView | undefined> {
	const range = { from: startOf(day), keep: 'oldest', limit: 1 } as const;
	return (await convexClient?.query(api.messages.between, { conversationId, range }))?.[0];
}

/** The first message of a day that the device has: of the days after it, some may be missing. */
export async function findDay(
	day: string,
	pages: Pick<CachedPages<MessageView>, 'readCached'> | undefined
): Promise<MessageView | undefined> {
	const from = startOf(day);
	const next = new Date(from);
	const to = next.setDate(next.getDate() + 1);
	return (await pages?.readCached())?.find(({ sentAt }) => sentAt >= from && sentAt < to);
}

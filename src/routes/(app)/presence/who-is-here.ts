import type { FunctionReturnType } from 'convex/server';
import { TYPING_MS } from '$convex/limits';
import type { api } from '$convex/_generated/api';

/** What is shown of a person whom `presence:here` returns. The time is the server's. */
export type PresenceView = Pick<
	FunctionReturnType<typeof api.presence.here>[number],
	'subject' | 'name'
> & { typingUntil?: number | undefined };

/** A message, as far as it says that its author has stopped to type. */
export interface SentMessage {
	authorId: string;
	sentAt: number;
}

/** The people who are shown as present in a conversation, and as typing. */
export interface Shown {
	here: string[];
	typing: string[];
	/**
	 * When it must be evaluated again, by the server's clock; `undefined` if time alone changes nothing.
	 */
	changesAt: number | undefined;
}

/**
 * Finds who is still typing: the server does not say when that is over. It does say who is gone. Whoever has
 * sent a message since they were last heard to type has stopped.
 */
export function whoIsHere(
	people: readonly PresenceView[],
	now: number,
	messages: readonly SentMessage[] = []
): Shown {
	const hasSent = (subject: string, typedAt: number) =>
		messages.some(({ authorId, sentAt }) => authorId === subject && sentAt >= typedAt);
	const typing = people.filter(
		({ subject, typingUntil = 0 }) =>
			typingUntil > now && !hasSent(subject, typingUntil - TYPING_MS)
	);
	const ends = typing.map(({ typingUntil = 0 }) => typingUntil);
	return {
		here: people.map(({ name }) => name),
		typing: typing.map(({ name }) => name),
		changesAt: ends.length > 0 ? Math.min(...ends) : undefined
	};
}

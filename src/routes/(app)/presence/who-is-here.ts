import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** What is shown of a person whom `presence:here` returns. The time is the server's. */
export type PresenceView = Pick<
	FunctionReturnType<typeof api.presence.here>[number],
	'name' | 'typingUntil'
>;

/** The people who are shown as present in a conversation, and as typing. */
export interface Shown {
	here: string[];
	typing: string[];
	/**
	 * When it must be evaluated again, by the server's clock; `undefined` if time alone changes nothing.
	 */
	changesAt: number | undefined;
}

/** Finds who is still typing: the server does not say when that is over. It does say who is gone. */
export function whoIsHere(people: readonly PresenceView[], now: number): Shown {
	const typing = people.filter(({ typingUntil = 0 }) => typingUntil > now);
	const ends = typing.map(({ typingUntil = 0 }) => typingUntil);
	return {
		here: people.map(({ name }) => name),
		typing: typing.map(({ name }) => name),
		changesAt: ends.length > 0 ? Math.min(...ends) : undefined
	};
}

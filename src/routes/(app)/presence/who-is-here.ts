import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** A person as `presence:here` returns them. The times are the server's. */
export type PresenceView = FunctionReturnType<typeof api.presence.here>[number];

/** The people who are shown as present in a conversation, and as typing. */
export interface Shown {
	here: string[];
	typing: string[];
	/**
	 * When it must be evaluated again, by the server's clock; `undefined` if time alone changes nothing.
	 */
	changesAt: number | undefined;
}

/** Finds who is still present: the server does not say when a presence expires. */
export function whoIsHere(people: readonly PresenceView[], now: number): Shown {
	const here = people.filter(({ expiresAt }) => expiresAt > now);
	const typing = here.filter(({ typingUntil = 0 }) => typingUntil > now);
	const ends = [
		...here.map(({ expiresAt }) => expiresAt),
		...typing.map(({ typingUntil = 0 }) => typingUntil)
	];
	return {
		here: here.map(({ name }) => name),
		typing: typing.map(({ name }) => name),
		changesAt: ends.length > 0 ? Math.min(...ends) : undefined
	};
}

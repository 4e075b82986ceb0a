import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** Somebody as `presence:here` returns them; its times are the server's. */
export type PresenceView = FunctionReturnType<typeof api.presence.here>[number];

/** Who is shown as looking at a conversation at a moment, and as typing in it. */
export interface Shown {
	here: string[];
	typing: string[];
	/**
	 * When that is to be looked at again, by the server's clock; `undefined` if time alone changes
	 * nothing.
	 */
	changesAt: number | undefined;
}

/** Who is still there, by names: the server does not say when somebody's time is over. */
export function whoIsHere(rows: readonly PresenceView[], now: number): Shown {
	const here = rows.filter(({ expiresAt }) => expiresAt > now);
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

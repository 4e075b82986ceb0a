import type { TokenFetcher } from '../auth/token.js';
import { pause } from '../recovery.js';

/** Clerk's times are whole seconds, so two tokens made in the same one may be the same string. */
const APART_MS = 1_000;

export interface PaceOptions {
	/** Whether Convex has rejected the last token. */
	isRejected: () => boolean;
	/** Ends the fetching. */
	signal: AbortSignal;
	/** The time in milliseconds, by a clock that nobody sets. */
	now?: () => number;
}

/**
 * Fetches tokens as often as Convex's client asks, with two exceptions. A token that lives for ten
 * seconds or less it would replace at once, again and again: here a second lies between two that were
 * accepted. And when a token is rejected while the next one is on its way, it asks for one more: here
 * it is given that one.
 */
export function paceTokens(
	fetchToken: TokenFetcher,
	{ isRejected, signal, now = () => performance.now() }: PaceOptions
): TokenFetcher {
	let last = -APART_MS;
	let renewal: Promise<string | null> | undefined;
	const fetchNow: TokenFetcher = async (request) => {
		if (signal.aborted) return null;
		const token = await fetchToken(request);
		if (token) last = now();
		return token;
	};
	const renew: TokenFetcher = async (request) => {
		if (!isRejected()) await pause(last + APART_MS - now(), { signal });
		return await fetchNow(request);
	};
	return (request) => {
		if (!request.forceRefreshToken) return fetchNow(request);
		renewal ??= renew(request).finally(() => (renewal = undefined));
		return renewal;
	};
}

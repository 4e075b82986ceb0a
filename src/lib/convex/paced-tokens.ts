import type { TokenFetcher } from '../auth/token.js';
import { pause } from '../recovery.js';

/** Clerk's times are whole seconds, so two tokens made in the same one may be the same string. */
const APART_MS = 1_000;

export interface PaceOptions {
	/** Whether Convex has rejected the last token. */
	isRejected: () => boolean;
	/** Ends the fetching. */
	signal: AbortSignal;
	/** The time in milliseconds, by a monotonic clock. */
	now?: () => number;
}

/**
 * Fetches tokens as often as Convex's client asks, with two exceptions. Convex's client replaces a token
 * that lives for ten seconds or less at once, again and again: here at least a second passes between two
 * accepted tokens. When a token is rejected while the next one is being fetched, Convex's client asks
 * once more: here it gets the one that is being fetched.
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

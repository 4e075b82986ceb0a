/** Requests that end in JSON or in a {@link NoAnswerError}, within a time limit. */

/** A server did not answer, or something else answered in its place. The message says which. */
export class NoAnswerError extends Error {
	name = 'NoAnswerError';
}

/**
 * @typedef {{ status: number, headers: Headers, body: Record<string, unknown> }} Answer
 * @typedef {(url: string, init?: RequestInit) => Promise<Answer>} Ask
 */

/**
 * Makes an {@link Ask} of a `fetch`. Redirects are not followed: none of the addresses that are asked
 * has one, and a token would go to whoever is named.
 *
 * @param {{ fetch: typeof globalThis.fetch, signal: AbortSignal, timeLimitMs: number }} options
 * @returns {Ask}
 */
export function createAsk({ fetch, signal, timeLimitMs }) {
	return async (url, init) => {
		const limit = AbortSignal.timeout(timeLimitMs);
		const either = AbortSignal.any([signal, limit]);
		try {
			const response = await fetch(url, { ...init, redirect: 'manual', signal: either });
			const { status, headers } = response;
			return { status, headers, body: parse(await response.text(), status) };
		} catch (error) {
			if (error instanceof NoAnswerError) throw error;
			throw new NoAnswerError(
				limit.aborted
					? `no answer within ${timeLimitMs / 1000} s.`
					: `no connection${codeOf(error)}.`,
				{ cause: error }
			);
		}
	};
}

/**
 * @param {string} text
 * @param {number} status
 * @returns {Record<string, unknown>}
 */
function parse(text, status) {
	try {
		return { ...JSON.parse(text) };
	} catch {
		// Not the text itself, nor the parser's message with a part of it: a server can repeat a secret.
		throw new NoAnswerError(
			/^\s*</.test(text)
				? `HTTP ${status} and a web page, as networks answer that want you to sign in first.`
				: `HTTP ${status} and no JSON.`
		);
	}
}

/**
 * Why a connection failed, such as " (ECONNREFUSED)". Node hides it beneath "fetch failed".
 *
 * @param {unknown} error
 */
function codeOf(error) {
	const cause = error instanceof Error ? error.cause : undefined;
	return cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
}

/** Requests that end in an answer or in a {@link NoAnswerError}, within a time limit. */

/** A server did not answer, or something else answered in its place. The message says which. */
export class NoAnswerError extends Error {
	name = 'NoAnswerError';
}

/**
 * A whole answer.
 *
 * @typedef {{ status: number, headers: Headers, text: string }} Answer
 * @typedef {(url: string | URL | Request, init?: RequestInit) => Promise<Answer>} Ask
 */

/**
 * Makes an {@link Ask} of a `fetch`. Redirects are not followed: none of the addresses that are asked
 * has one, and the browser's socket would not follow it.
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
			return { status, headers, text: await response.text() };
		} catch (error) {
			const seconds = timeLimitMs / 1000;
			throw new NoAnswerError(
				limit.aborted ? `no answer within ${seconds} s.` : `no connection${causeOf(error)}.`,
				{ cause: error }
			);
		}
	};
}

/**
 * The JSON object at `url`.
 *
 * @param {Ask} ask
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<Record<string, unknown>>}
 * @throws {NoAnswerError} when it does not answer with one
 */
export async function askJson(ask, url, init) {
	return readJson(await ask(url, init), url);
}

/**
 * The JSON object in an answer of `url`.
 *
 * @param {Answer} answer
 * @param {string} url
 * @returns {Record<string, unknown>}
 * @throws {NoAnswerError} when there is none
 */
export function readJson({ status, text }, url) {
	const { pathname } = new URL(url);
	refuseWebPage(text, pathname);
	if (status !== 200) throw new NoAnswerError(`${pathname} answers HTTP ${status}.`);
	return parseJson(text, pathname);
}

/**
 * @param {string} text
 * @param {string} pathname whose answer it is
 * @returns {Record<string, unknown>}
 * @throws {NoAnswerError} when it is no JSON
 */
export function parseJson(text, pathname) {
	try {
		return { ...JSON.parse(text) };
	} catch {
		// Not the message: it repeats a part of the text.
		throw new NoAnswerError(`${pathname} does not answer with JSON.`);
	}
}

/**
 * @param {string} text
 * @param {string} pathname whose answer it is
 * @throws {NoAnswerError} when it is a web page: those of some networks stand in for every server
 */
export function refuseWebPage(text, pathname) {
	if (!/^\s*</.test(text)) return;
	throw new NoAnswerError(
		`${pathname} answers with a web page, as networks do that want you to sign in first.`
	);
}

/**
 * Why a connection failed, such as " (ECONNREFUSED)". Node hides it beneath "fetch failed".
 *
 * @param {unknown} error
 */
function causeOf(error) {
	const cause = error instanceof Error ? error.cause : undefined;
	return cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
}

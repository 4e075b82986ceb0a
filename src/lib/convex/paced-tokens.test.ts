import { expect, test, vi } from 'vitest';
import { useFakeTime } from '../fakes/fake-time.js';
import { paceTokens } from './paced-tokens.js';

const FORCED = { forceRefreshToken: true };
const FIRST = { forceRefreshToken: false };

useFakeTime();

/** Tokens that take some time, and when each was requested. */
function pacing({ isRejected = false, takesMs = 0 } = {}) {
	const started = Date.now();
	const asked: number[] = [];
	const lifetime = new AbortController();
	const fetchToken = paceTokens(
		async () => {
			asked.push(Date.now() - started);
			if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
			return `token ${asked.length}`;
		},
		{ isRejected: () => isRejected, signal: lifetime.signal }
	);
	return { fetchToken, asked, lifetime };
}

test('a token is fetched at once, the next one not before a second has passed', async () => {
	const { fetchToken, asked } = pacing();
	expect(await fetchToken(FIRST)).toBe('token 1');
	const next = fetchToken(FORCED);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(await next).toBe('token 2');
	await vi.advanceTimersByTimeAsync(50_000);
	expect(await fetchToken(FORCED)).toBe('token 3');
	expect(asked).toEqual([0, 1_000, 51_000]);
});

test('a token that was rejected is replaced at once', async () => {
	const { fetchToken, asked } = pacing({ isRejected: true });
	await fetchToken(FIRST);
	expect(await fetchToken(FORCED)).toBe('token 2');
	expect(asked).toEqual([0, 0]);
});

test('a request while a token is being fetched gets that token', async () => {
	const { fetchToken, asked } = pacing({ takesMs: 500 });
	const both = Promise.all([fetchToken(FORCED), fetchToken(FORCED)]);
	await vi.advanceTimersByTimeAsync(500);
	expect(await both).toEqual(['token 1', 'token 1']);
	expect(asked).toEqual([0]);
});

test('an aborted wait fetches nothing, and leaves no timer', async () => {
	const { fetchToken, asked, lifetime } = pacing();
	await fetchToken(FIRST);
	const next = fetchToken(FORCED);
	await vi.advanceTimersByTimeAsync(10);
	lifetime.abort();
	expect(await next).toBeNull();
	expect(asked).toEqual([0]);
	expect(vi.getTimerCount()).toBe(0);
});

import { describe, expect, test, vi } from 'vitest';
import { useFakeTime } from '../fakes/fake-time.js';
import { AuthError } from '../errors.js';
import { createTokenFetcher, getConvexToken, type TokenSession } from './token.js';

type Asked = Parameters<TokenSession['getToken']>[0];
type Claims = Record<string, unknown>;

const NOBODYS = { orgId: undefined, orgRole: undefined };
const CONVEX_AUDIENCE: Claims = { sub: 'user_ada', aud: 'convex' };

/** A Clerk session whose own token has these claims; `answer` returns each token. */
function fakeSession(claims: Claims | undefined, answer: () => Promise<string | null>) {
	const asked: Asked[] = [];
	const session = {
		lastActiveToken: claims && { jwt: { claims } },
		getToken: (options: Asked) => {
			asked.push(options);
			return answer();
		}
	};
	const setClaims = (next: Claims) => (session.lastActiveToken = { jwt: { claims: next } });
	return { asked, setClaims, session: session as unknown as TokenSession };
}

const token = () => Promise.resolve('a token');
const never = () => new Promise<never>(() => undefined);
const refusal = (status: number) => Object.assign(new Error(`HTTP ${status}`), { status });

/** A fetcher that sees one of these sessions at each attempt, and the last one from then on. */
function fetcherOver(...sessions: (TokenSession | undefined)[]) {
	const lifetime = new AbortController();
	const failures: AuthError[] = [];
	const listeners = new Set<() => void>();
	const fetchToken = createTokenFetcher({
		session: () => (sessions.length > 1 ? sessions.shift() : sessions[0]),
		retryTriggers: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		organization: NOBODYS,
		signal: lifetime.signal,
		onFailure: (error) => failures.push(error)
	});
	const wake = () => {
		for (const one of listeners) one();
	};
	return { fetchToken, failures, lifetime, wake };
}

/** Whether the promise has settled, after all pending microtasks. */
async function hasSettled(promise: Promise<unknown>): Promise<boolean> {
	let isSettled = false;
	void promise.finally(() => (isSettled = true)).catch(() => undefined);
	await vi.advanceTimersByTimeAsync(0);
	return isSettled;
}

useFakeTime();

describe('the token for Convex', () => {
	test.each([
		['has the audience convex', CONVEX_AUDIENCE],
		['has it among others', { sub: 'user_ada', aud: ['other', 'convex'] }]
	])('is the session’s own when that %s', async (_case, claims) => {
		const { session, asked } = fakeSession(claims, token);
		expect(await getConvexToken(session, NOBODYS, false)).toBe('a token');
		expect(asked).toEqual([{ skipCache: false }]);
	});

	test.each([
		['has no audience', { sub: 'user_ada' }],
		['has another audience', { sub: 'user_ada', aud: 'other' }],
		['has other audiences', { sub: 'user_ada', aud: ['other'] }]
	])('is made from the template when the session’s own %s', async (_case, claims) => {
		const { session, asked } = fakeSession(claims, token);
		await getConvexToken(session, NOBODYS, false);
		expect(asked).toEqual([{ skipCache: false, template: 'convex' }]);
	});

	test('is the session’s own while its audience is not known yet', async () => {
		const { session, asked } = fakeSession(undefined, token);
		await getConvexToken(session, NOBODYS, false);
		expect(asked).toEqual([{ skipCache: false }]);
	});

	test('is the session’s own as soon as that has the audience', async () => {
		const { session, asked, setClaims } = fakeSession({ sub: 'user_ada' }, token);
		const { fetchToken } = fetcherOver(session);
		await fetchToken({ forceRefreshToken: false });
		setClaims(CONVEX_AUDIENCE);
		await fetchToken({ forceRefreshToken: false });
		expect(asked.map((options) => options?.template)).toEqual(['convex', undefined]);
	});

	test('is a new one when the last one was rejected', async () => {
		const { session, asked } = fakeSession(CONVEX_AUDIENCE, token);
		const { fetchToken } = fetcherOver(session);
		await fetchToken({ forceRefreshToken: true });
		expect(asked).toEqual([{ skipCache: true }]);
	});

	test.each([
		['the organisation', { org_id: 'org_other', org_role: 'org:admin' }, true],
		['the role', { org_id: 'org_navy', org_role: 'org:member' }, true],
		['nothing', { org_id: 'org_navy', org_role: 'org:admin' }, false]
	])(
		'is a new one when %s has changed since Clerk’s last one',
		async (_what, claims, skipCache) => {
			const { session, asked } = fakeSession({ ...CONVEX_AUDIENCE, ...claims }, token);
			await getConvexToken(session, { orgId: 'org_navy', orgRole: 'org:admin' }, false);
			expect(asked).toEqual([{ skipCache }]);
		}
	);
});

describe('one attempt at a token fails', () => {
	const codeOf = (attempt: Promise<unknown>) =>
		attempt.then(
			() => 'a token',
			(error: unknown) => (error instanceof AuthError ? error.code : error)
		);

	test('when there is no session', async () => {
		expect(await codeOf(getConvexToken(undefined, NOBODYS, false))).toBe('no_active_session');
	});

	test('when Clerk returns none', async () => {
		const { session } = fakeSession(CONVEX_AUDIENCE, () => Promise.resolve(null));
		expect(await codeOf(getConvexToken(session, NOBODYS, false))).toBe('token_retrieval_failed');
	});

	test('when Clerk has not answered after ten seconds', async () => {
		const { session } = fakeSession(CONVEX_AUDIENCE, never);
		const attempt = codeOf(getConvexToken(session, NOBODYS, false));
		await vi.advanceTimersByTimeAsync(9_999);
		expect(await hasSettled(attempt)).toBe(false);
		await vi.advanceTimersByTimeAsync(1);
		expect(await attempt).toBe('token_retrieval_failed');
	});

	test('and a successful one leaves no timer', async () => {
		const { session } = fakeSession(CONVEX_AUDIENCE, token);
		await getConvexToken(session, NOBODYS, false);
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe('the fetcher', () => {
	test('retries after every failure, and reports each one', async () => {
		const answers = [
			() => Promise.reject(new TypeError('Failed to fetch')),
			() => Promise.resolve(null),
			never,
			() => Promise.reject(refusal(500)),
			token
		];
		const { session, asked } = fakeSession(CONVEX_AUDIENCE, () => (answers.shift() ?? token)());
		const { fetchToken, failures } = fetcherOver(session);
		const fetched = fetchToken({ forceRefreshToken: false });
		await vi.runAllTimersAsync();
		expect(await fetched).toBe('a token');
		expect(asked).toHaveLength(5);
		expect(failures.map(({ code }) => code)).toEqual(
			Array<string>(4).fill('token_retrieval_failed')
		);
		expect(failures[0]?.cause).toEqual(new TypeError('Failed to fetch'));
	});

	test('treats a synchronous error of the session as a failure', async () => {
		const answers = [
			() => {
				throw new TypeError('Clerk is between two versions of itself');
			},
			token
		];
		const { session } = fakeSession(CONVEX_AUDIENCE, () => (answers.shift() ?? token)());
		const { fetchToken, failures } = fetcherOver(session);
		const fetched = fetchToken({ forceRefreshToken: false });
		await vi.runAllTimersAsync();
		expect(await fetched).toBe('a token');
		expect(failures).toHaveLength(1);
	});

	test('waits for a session that does not exist yet', async () => {
		const { session } = fakeSession(CONVEX_AUDIENCE, token);
		const { fetchToken } = fetcherOver(undefined, undefined, session);
		const fetched = fetchToken({ forceRefreshToken: false });
		await vi.runAllTimersAsync();
		expect(await fetched).toBe('a token');
	});

	test('retries at once at a retry trigger', async () => {
		const answers = [() => Promise.reject(new TypeError('Failed to fetch')), token];
		const { session } = fakeSession(CONVEX_AUDIENCE, () => (answers.shift() ?? token)());
		const { fetchToken, wake } = fetcherOver(session);
		const fetched = fetchToken({ forceRefreshToken: false });
		expect(await hasSettled(fetched)).toBe(false);
		wake();
		expect(await hasSettled(fetched)).toBe(true);
		expect(await fetched).toBe('a token');
	});

	test('never returns null while the session lasts', async () => {
		const { session } = fakeSession(CONVEX_AUDIENCE, () =>
			Promise.reject(new TypeError('Failed to fetch'))
		);
		const { fetchToken } = fetcherOver(session);
		const fetched = fetchToken({ forceRefreshToken: false });
		await vi.advanceTimersByTimeAsync(60 * 60 * 1000);
		expect(await hasSettled(fetched)).toBe(false);
	});

	test('returns null when the session ends during a wait', async () => {
		const { session } = fakeSession(CONVEX_AUDIENCE, () => Promise.resolve(null));
		const { fetchToken, lifetime } = fetcherOver(session);
		const fetched = fetchToken({ forceRefreshToken: false });
		expect(await hasSettled(fetched)).toBe(false);
		lifetime.abort();
		expect(await fetched).toBeNull();
		expect(vi.getTimerCount()).toBe(0);
	});

	test('returns null when the session ends while Clerk is asked', async () => {
		const { session } = fakeSession(CONVEX_AUDIENCE, never);
		const { fetchToken, failures, lifetime } = fetcherOver(session);
		const fetched = fetchToken({ forceRefreshToken: false });
		expect(await hasSettled(fetched)).toBe(false);
		lifetime.abort();
		expect(await hasSettled(fetched)).toBe(true);
		expect(await fetched).toBeNull();
		expect(failures).toEqual([]);
	});

	test('returns null after the session has ended, without asking Clerk', async () => {
		const { session, asked } = fakeSession(CONVEX_AUDIENCE, token);
		const { fetchToken, lifetime } = fetcherOver(session);
		lifetime.abort();
		expect(await fetchToken({ forceRefreshToken: false })).toBeNull();
		expect(asked).toEqual([]);
	});

	test('says what to turn on when there is neither the audience nor the template', async () => {
		const cause = refusal(404);
		const { session } = fakeSession({ sub: 'user_ada' }, () => Promise.reject(cause));
		const { fetchToken, failures, lifetime } = fetcherOver(session);
		const fetched = fetchToken({ forceRefreshToken: false });
		expect(await hasSettled(fetched)).toBe(false);
		expect(failures).toHaveLength(1);
		expect(failures[0]).toMatchObject({ code: 'no_convex_audience', cause });
		expect(failures[0]?.message).toContain('Convex integration');
		lifetime.abort();
		expect(await fetched).toBeNull();
	});
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClerkPage } from './clerk-page.ts';

let clerk: ClerkPage;

/** A token that says when it ends, and which one it is. */
function sign(): Promise<string> {
	const iat = Math.floor(Date.now() / 1000);
	const claims = { aud: 'convex', iat, exp: iat + 60, jti: crypto.randomUUID() };
	return Promise.resolve(`head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sign`);
}

beforeEach(async () => {
	vi.useFakeTimers();
	clerk = new ClerkPage({ user: { id: 'user_ada', fullName: 'Ada' }, sign });
	const loaded = clerk.load();
	await vi.advanceTimersByTimeAsync(1_000);
	await loaded;
});
afterEach(() => {
	clerk.close();
	vi.useRealTimers();
});

async function getToken(options?: { skipCache: boolean }) {
	const token = clerk.session?.getToken(options);
	await vi.advanceTimersByTimeAsync(1_000);
	return await token;
}

test('the session comes with a token, which nobody has to request', async () => {
	expect(await getToken()).toBe(clerk.session?.lastActiveToken.getRawString());
	expect(clerk.takeCounts()).toEqual({ asked: 1, requests: 0 });
});

test('who skips the cache gets a token of their own, and the cache keeps that', async () => {
	const first = await getToken();
	const second = await getToken({ skipCache: true });
	expect(second).not.toBe(first);
	expect(await getToken()).toBe(second);
	expect(clerk.takeCounts()).toEqual({ asked: 3, requests: 1 });
});

test('a token is replaced 17 s before its end, and the listeners are told', async () => {
	const told = vi.fn();
	clerk.addListener(told);
	await vi.advanceTimersByTimeAsync(41_000);
	expect(clerk.takeCounts().requests).toBe(0);
	told.mockClear();
	await vi.advanceTimersByTimeAsync(2_000);
	expect(clerk.takeCounts().requests).toBe(1);
	expect(told).toHaveBeenCalledOnce();
});

test('a late listener hears at once of the session', () => {
	const told = vi.fn();
	clerk.addListener(told);
	expect(told).toHaveBeenCalledWith(expect.objectContaining({ session: clerk.session }));
});

test('once closed, nothing is requested any more', async () => {
	clerk.close();
	await vi.advanceTimersByTimeAsync(600_000);
	expect(clerk.takeCounts().requests).toBe(0);
});

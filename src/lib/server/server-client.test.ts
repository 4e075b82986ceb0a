import { makeFunctionReference } from 'convex/server';
import { ConvexError } from 'convex/values';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ClerkKeys, cookiesWith, eventOf, handleOf, idsOf } from '../fakes/server-world.js';
import { preload } from './preload.js';

const whoAmI = makeFunctionReference<'query', { room: string }, string>('users:whoAmI');
const rename = makeFunctionReference<'mutation', { name: string }, null>('users:rename');
const greet = makeFunctionReference<'action', Record<string, never>, null>('users:greet');

let keys: ClerkKeys;
beforeAll(async () => {
	keys = await ClerkKeys.create();
});

/** What was asked: the address, and whose token was with it. */
let asked: string[];
/** What Convex or Clerk answers, and when. */
let answerTo: (url: string, subject: string) => Response | Promise<Response>;

const result = (value: unknown) => Response.json({ status: 'success', value, logLines: [] });

const subjectIn = (token: string | undefined) =>
	token === undefined
		? 'nobody'
		: (
				JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as {
					sub: string;
				}
			).sub;

const say = vi.spyOn(console, 'error');
beforeEach(() => {
	asked = [];
	answerTo = (_url, subject) => result(`for ${subject}`);
	say.mockReset().mockReturnValue(undefined);
	vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
		const { url, headers } = new Request(input, init);
		const token = headers.get('authorization')?.split(' ')[1];
		const subject = token?.includes('.') ? subjectIn(token) : (token ?? 'nobody');
		asked.push(`${subject} ${new URL(url).pathname}`);
		return await answerTo(url, subject);
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** What `locals` has for a request of somebody. */
async function localsOf(name: string | undefined, claims = {}) {
	const cookies = name === undefined ? {} : cookiesWith(await keys.session(name, claims));
	const event = eventOf({ cookies });
	await handleOf(keys)({ event, resolve: () => new Response() });
	return event.locals;
}

describe('the token for Convex', () => {
	test('is the session’s own with Clerk’s Convex integration, and nobody is asked', async () => {
		const { clerkConvex } = await localsOf('ada');
		expect(subjectIn(await clerkConvex.token())).toBe('user_ada');
		expect(asked).toEqual([]);
	});

	test('is one of the template without it, which Clerk is asked for once', async () => {
		const token = await keys.session('ada');
		answerTo = (url) => (url.includes('clerk') ? Response.json({ jwt: token }) : result('hello'));
		const { clerkConvex } = await localsOf('ada', { aud: undefined });
		expect(asked).toEqual([]);
		const tokens = await Promise.all([clerkConvex.token(), clerkConvex.token()]);
		expect(tokens).toEqual([token, token]);
		await clerkConvex.query(whoAmI, { room: 'a' });
		expect(asked).toEqual([
			`sk_live_secret /v1/sessions/${idsOf('ada').sid}/tokens/convex`,
			'user_ada /api/query'
		]);
	});

	test.each([
		[404, 'no_convex_audience'],
		[500, 'token_retrieval_failed']
	])('that Clerk answers with %d is the error %s', async (status, code) => {
		answerTo = () => Response.json({ errors: [{ code: 'x', message: 'x' }] }, { status });
		const { clerkConvex } = await localsOf('ada', { aud: 'another' });
		await expect(clerkConvex.query(whoAmI, { room: 'a' })).rejects.toMatchObject({ code });
		expect(asked.filter((one) => one.includes('/api/query'))).toEqual([]);
	});

	test('is none when nobody is signed in, and public functions are asked without one', async () => {
		const { clerkConvex } = await localsOf(undefined);
		expect(await clerkConvex.token()).toBeUndefined();
		expect(await clerkConvex.query(whoAmI, { room: 'a' })).toBe('for nobody');
		expect(clerkConvex.state).toEqual({ identity: undefined, isSignedOut: true });
	});
});

test('queries, mutations and actions run as the user, and throw what the function throws', async () => {
	const { clerkConvex } = await localsOf('ada');
	await clerkConvex.query(whoAmI, { room: 'a' });
	await clerkConvex.mutation(rename, { name: 'Ada' });
	await clerkConvex.action(greet, {});
	expect(asked).toEqual(['user_ada /api/query', 'user_ada /api/mutation', 'user_ada /api/action']);
	answerTo = () =>
		Response.json({ status: 'error', errorMessage: 'no', errorData: { kind: 'Forbidden' } });
	await expect(clerkConvex.query(whoAmI, { room: 'a' })).rejects.toBeInstanceOf(ConvexError);
});

test('the page is told who its user is, and no token', async () => {
	const claims = {
		email: 'ada@example.com',
		picture: null,
		o: { id: 'org_1', slg: 'a', rol: 'admin' }
	};
	const { clerkConvex } = await localsOf('ada', claims);
	expect(clerkConvex.state).toEqual({
		identity: {
			subject: 'user_ada',
			sessionId: 'sess_ada',
			orgId: 'org_1',
			orgRole: 'org:admin',
			profile: { name: 'ada', email: 'ada@example.com', imageUrl: undefined }
		}
	});
	const preloaded = await preload({ locals: { clerkConvex } }, whoAmI, { room: 'a' });
	const told = JSON.stringify([clerkConvex.state, preloaded]);
	expect(told).not.toContain(await clerkConvex.token());
	expect(told).not.toMatch(/secret|eyJ/);
});

describe('preload', () => {
	test('returns what Convex answers the user, for one query of one deployment', async () => {
		const preloaded = await preload({ locals: await localsOf('ada') }, whoAmI, { room: 'a' });
		expect(preloaded).toEqual({
			key: 'users:whoAmI({"room":"a"})',
			scope: expect.stringMatching(/^user_ada sess_ada/) as string,
			deployment: 'happy-otter-123.convex.cloud',
			asOf: expect.any(Number) as number,
			result: { value: 'for user_ada' }
		});
	});

	test('asks nothing for nobody', async () => {
		const preloaded = await preload({ locals: await localsOf(undefined) }, whoAmI, { room: 'a' });
		expect(preloaded.result).toBeUndefined();
		expect(asked).toEqual([]);
	});

	test.each([
		['refuses', () => Response.json({ status: 'error', errorMessage: 'no', errorData: 'no' })],
		['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))]
	])('is empty when Convex %s, and the log says why', async (_case, refused) => {
		answerTo = refused;
		const preloaded = await preload({ locals: await localsOf('ada') }, whoAmI, { room: 'a' });
		expect(preloaded.result).toBeUndefined();
		expect(say.mock.calls.flat()[0]).toContain('users:whoAmI');
	});

	test('is empty when Convex does not answer within five seconds', async () => {
		const locals = await localsOf('ada');
		vi.useFakeTimers();
		answerTo = () => new Promise(() => undefined);
		const preloading = preload({ locals }, whoAmI, { room: 'a' });
		await vi.advanceTimersByTimeAsync(5_000);
		expect((await preloading).result).toBeUndefined();
	});

	test('says that the hook is missing', async () => {
		const event = { locals: {} } as Parameters<typeof preload>[0];
		await expect(preload(event, whoAmI, { room: 'a' })).rejects.toMatchObject({
			code: 'no_handle'
		});
	});
});

test('1,000 requests of 40 users and of nobody at once: each page has its own user’s data alone', async () => {
	const handle = handleOf(keys);
	const names = Array.from({ length: 40 }, (_, index) => `u${index}`);
	const tokens = new Map(
		await Promise.all(names.map(async (name) => [name, await keys.session(name)] as const))
	);
	/** Answers come in another order than the questions. */
	const waiting: (() => void)[] = [];
	answerTo = (_url, subject) =>
		new Promise((resolve) => {
			waiting.push(() => resolve(result(`secret of ${subject}`)));
			if (waiting.length >= 50) for (const next of waiting.splice(0).reverse()) next();
		});
	const pages = Array.from({ length: 1_000 }, async (_, index) => {
		const name = index % 5 === 4 ? undefined : names[(index * 7) % names.length];
		const token = name && tokens.get(name);
		const event = eventOf({ cookies: token ? cookiesWith(token) : {} });
		const response = await handle({
			event,
			resolve: async ({ locals }) => {
				const first = await preload({ locals }, whoAmI, { room: 'a' });
				const second = await locals.clerkConvex.query(whoAmI, { room: 'b' });
				return Response.json([locals.clerkConvex.state, first, second]);
			}
		});
		return { name, text: await response.text(), kept: response.headers.get('cache-control') };
	});
	const flush = setInterval(() => {
		for (const next of waiting.splice(0).reverse()) next();
	}, 1);
	const rendered = await Promise.all(pages);
	clearInterval(flush);
	for (const { name, text, kept } of rendered) {
		const users = new Set(text.match(/user_u\d+/g));
		expect([...users]).toEqual(name ? [`user_${name}`] : []);
		expect(text).toContain(`secret of ${name ? `user_${name}` : 'nobody'}`);
		expect(kept).toBe(name ? 'private, no-store' : null);
	}
	expect(rendered).toHaveLength(1_000);
});

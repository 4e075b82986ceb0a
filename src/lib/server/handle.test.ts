import { getCookieSuffix } from '@clerk/shared/keys';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
	ClerkKeys,
	cookiesWith,
	eventOf,
	handleOf,
	LIVE_KEY,
	ORIGIN,
	TEST_KEY,
	type RequestOptions
} from '../fakes/server-world.js';
import type { ClerkServerSettings } from './clerk-options.js';

let keys: ClerkKeys;
let others: ClerkKeys;
beforeAll(async () => {
	[keys, others] = await Promise.all([ClerkKeys.create(), ClerkKeys.create()]);
});

/** Nothing here may ask Clerk, unless a test says what it answers. */
const ask = vi.fn<typeof fetch>();
const say = vi.spyOn(console, 'error');
beforeEach(() => {
	vi.stubGlobal('fetch', ask);
	ask.mockReset().mockRejectedValue(new Error('There is no network.'));
	say.mockReset().mockReturnValue(undefined);
});
afterEach(() => {
	vi.unstubAllGlobals();
});

/** Handles one request; the page says who it is for. */
async function answer(options: RequestOptions, clerk?: Partial<ClerkServerSettings>) {
	const event = eventOf(options);
	const response = await handleOf(
		keys,
		clerk
	)({
		event,
		resolve: ({ locals }) =>
			new Response(locals.clerkConvex.auth.userId ?? 'nobody', {
				headers: { 'cache-control': 'public, max-age=3600', 'x-page': 'yes' }
			})
	});
	return { response, text: await response.text(), locals: event.locals, headers: response.headers };
}

const SIGNED_OUT_TEXT = 'nobody';

describe('a session', () => {
	test('is verified without asking Clerk, and its page is nobody’s to keep', async () => {
		const { text, headers } = await answer({ cookies: cookiesWith(await keys.session('ada')) });
		expect(text).toBe('user_ada');
		expect(headers.get('cache-control')).toBe('private, no-store');
		expect(headers.get('x-page')).toBe('yes');
		expect(ask).not.toHaveBeenCalled();
	});

	test('is verified by the keys that Clerk answers with, where there is none at hand', async () => {
		ask.mockImplementation(() => Promise.resolve(Response.json({ keys: [keys.publicJwk] })));
		const cookies = cookiesWith(await keys.session('ada'));
		const clerk = { jwtKey: undefined, secretKey: 'sk_live_other' };
		expect((await answer({ cookies }, clerk)).text).toBe('user_ada');
		expect(ask.mock.calls.map(([url]) => url)).toEqual(['https://api.clerk.com/v1/jwks']);
	});

	test('is verified by a key whose lines are one, as in a file of variables', async () => {
		const cookies = cookiesWith(await keys.session('ada'));
		const jwtKey = keys.pem.trim().replaceAll('\n', '\\n');
		expect((await answer({ cookies }, { jwtKey })).text).toBe('user_ada');
	});

	test('that is none leaves a page that anybody may keep as it is', async () => {
		const { text, headers } = await answer({});
		expect(text).toBe(SIGNED_OUT_TEXT);
		expect(headers.get('cache-control')).toBe('public, max-age=3600');
	});

	test('of another key’s signature is none', async () => {
		const cookies = cookiesWith(await others.session('ada'));
		expect((await answer({ cookies })).text).toBe(SIGNED_OUT_TEXT);
	});

	test('with tasks left to do is none', async () => {
		const cookies = cookiesWith(await keys.session('ada', { sts: 'pending' }));
		expect((await answer({ cookies })).text).toBe(SIGNED_OUT_TEXT);
	});

	test('that the browser has signed out of is none, also before Clerk has heard of it', async () => {
		const session = cookiesWith(await keys.session('ada'));
		const out = (ids: string) => ({ cookies: { ...session, clerk_convex_signed_out: ids } });
		expect((await answer(out('sess_ada'))).text).toBe(SIGNED_OUT_TEXT);
		expect((await answer(out('sess_grace.sess_ada'))).text).toBe(SIGNED_OUT_TEXT);
		expect((await answer(out('sess_grace'))).text).toBe('user_ada');
	});

	test('of a page at another origin is none, unless it is an authorised party', async () => {
		const cookies = cookiesWith(await keys.session('ada', { azp: 'https://evil.app.example' }));
		expect((await answer({ cookies })).text).toBe(SIGNED_OUT_TEXT);
		const authorizedParties = [ORIGIN, 'https://evil.app.example'];
		expect((await answer({ cookies }, { authorizedParties })).text).toBe('user_ada');
		const without = cookiesWith(await keys.session('ada', { azp: undefined }));
		expect((await answer({ cookies: without })).text).toBe(SIGNED_OUT_TEXT);
	});

	test('of a page at another origin is said to a developer once, with what to do', async () => {
		const cookies = cookiesWith(await keys.session('ada', { azp: 'http://localhost:3000' }));
		const handle = handleOf(keys);
		const ask = () => handle({ event: eventOf({ cookies }), resolve: () => new Response() });
		await ask();
		await ask();
		expect(say.mock.calls).toEqual([[expect.stringContaining('authorizedParties')]]);
	});

	test('of a clock that is ahead counts as far as the allowed skew', async () => {
		const iat = Math.floor(Date.now() / 1000) + 30;
		const cookies = cookiesWith(await keys.session('ada', { iat, nbf: iat, exp: iat + 60 }));
		const page = { cookies, headers: { 'sec-fetch-dest': 'empty' } };
		expect((await answer(page)).text).toBe(SIGNED_OUT_TEXT);
		expect((await answer(page, { clockSkewInMs: 60_000 })).text).toBe('user_ada');
	});

	test('of a second instance on the same domain is not taken for this one’s', async () => {
		const suffix = await getCookieSuffix(LIVE_KEY);
		const cookies = {
			...cookiesWith(await others.session('grace', { iss: 'https://clerk.other.example' })),
			[`__session_${suffix}`]: await keys.session('ada'),
			[`__client_uat_${suffix}`]: '1'
		};
		expect((await answer({ cookies })).text).toBe('user_ada');
		const onlyOthers = { __session: cookies.__session, __client_uat: '1' };
		const page = { cookies: onlyOthers, headers: { 'sec-fetch-dest': 'empty' } };
		expect((await answer(page)).text).toBe(SIGNED_OUT_TEXT);
	});
});

describe('that nobody is signed in', () => {
	const stateOf = async (options: RequestOptions) =>
		(await answer(options)).locals.clerkConvex.state;
	const known = { identity: undefined, isSignedOut: true };
	const unknown = { identity: undefined };

	test('is known of a browser without a cookie of Clerk’s', async () => {
		expect(await stateOf({})).toEqual(known);
		expect(await stateOf({ cookies: { theme: 'dark' } })).toEqual(known);
		expect(await stateOf({ cookies: { __client_uat: '0' } })).toEqual(known);
	});

	test('is known of a browser that has signed out, before Clerk has heard of it', async () => {
		const cookies = cookiesWith(await keys.session('ada'));
		const out = { ...cookies, clerk_convex_signed_out: 'sess_ada' };
		expect(await stateOf({ cookies: out })).toEqual(known);
	});

	test('is not known of a page that is rendered at build time, for everybody', async () => {
		const event = { ...eventOf(), request: new Request(ORIGIN) };
		await handleOf(keys)({ event, resolve: () => new Response() });
		expect(event.locals.clerkConvex.state).toEqual(unknown);
	});

	test('is not known where a session was refused, or Clerk would have to be asked', async () => {
		const data = { headers: { 'sec-fetch-dest': 'empty' } };
		for (const cookies of [
			cookiesWith(await others.session('ada')),
			cookiesWith(await keys.session('ada', { azp: 'https://evil.app.example' })),
			cookiesWith(await keys.session('ada', { sts: 'pending' })),
			{ __client_uat: '1' }
		]) {
			expect(await stateOf({ cookies, ...data })).toEqual(unknown);
		}
	});
});

describe('a session that has expired', () => {
	const expired = async () => {
		const iat = Math.floor(Date.now() / 1000) - 120;
		return cookiesWith(await keys.session('ada', { iat, nbf: iat, exp: iat + 60 }));
	};

	test('sends a page to Clerk for a new token, and nobody keeps that', async () => {
		const { response, headers } = await answer({ path: '/a?b=c', cookies: await expired() });
		expect(response.status).toBe(307);
		expect(headers.get('cache-control')).toBe('private, no-store');
		const target = new URL(headers.get('location') ?? '');
		expect(target.origin + target.pathname).toBe('https://clerk.app.example/v1/client/handshake');
		expect(target.searchParams.get('redirect_url')).toBe(`${ORIGIN}/a?b=c`);
	});

	test('is none for what is no page: the browser’s own code asks again', async () => {
		const headers = { 'sec-fetch-dest': 'empty' };
		const { response, text } = await answer({ cookies: await expired(), headers });
		expect([response.status, text]).toEqual([200, SIGNED_OUT_TEXT]);
		const sent = await answer({ cookies: await expired(), method: 'POST' });
		expect([sent.response.status, sent.text]).toEqual([200, SIGNED_OUT_TEXT]);
	});

	test.each<Record<string, string>>([
		{ 'x-forwarded-host': 'evil.example' },
		{ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
		{ host: 'evil.example' },
		{ 'cloudfront-forwarded-proto': 'http' }
	])('comes back to the server’s own address, whatever the request claims: %o', async (headers) => {
		const { headers: answered } = await answer({ cookies: await expired(), headers });
		const target = new URL(answered.get('location') ?? '');
		expect(target.searchParams.get('redirect_url')).toBe(`${ORIGIN}/`);
	});

	test('goes to Clerk by the app’s own address, where Clerk is behind a path of it', async () => {
		const { headers } = await answer({ cookies: await expired() }, { proxyUrl: '/__clerk' });
		expect(headers.get('location')).toMatch(`${ORIGIN}/__clerk/v1/client/handshake?`);
	});
});

describe('what Clerk answers to that', () => {
	const handshake = async (name: string) =>
		keys.sign({
			handshake: [
				`__session=${await keys.session(name)}; Path=/; SameSite=Lax`,
				'__client_uat=1; Path=/; SameSite=Lax'
			]
		});

	test('sets its cookies on the page, which nobody may keep or read from elsewhere', async () => {
		const { text, headers } = await answer({
			cookies: { __clerk_handshake: await handshake('ada') }
		});
		expect(text).toBe('user_ada');
		expect(headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toEqual([
			'__session',
			'__client_uat'
		]);
		expect(headers.get('cache-control')).toBe('private, no-store');
		expect(headers.get('access-control-allow-origin')).toBeNull();
		expect([...headers.keys()].filter((name) => name.startsWith('x-clerk'))).toEqual([]);
	});

	test('ends in development at the page’s address, without Clerk’s part of it', async () => {
		const path = `/a?b=c&__clerk_handshake=${await handshake('ada')}`;
		const { response, headers } = await answer({ path }, { publishableKey: TEST_KEY });
		expect(response.status).toBe(307);
		expect(headers.get('location')).toBe(`${ORIGIN}/a?b=c`);
		expect(headers.getSetCookie()).toHaveLength(2);
		expect(headers.get('cache-control')).toBe('private, no-store');
	});

	test('is nothing when Clerk has not signed it', async () => {
		const forged = await others.sign({ handshake: [`__session=${await others.session('ada')}`] });
		const { text, headers } = await answer({ cookies: { __clerk_handshake: forged } });
		expect(text).toBe(SIGNED_OUT_TEXT);
		expect(headers.getSetCookie()).toEqual([]);
		const path = `/?__clerk_handshake=${forged}`;
		const inDevelopment = answer({ path }, { publishableKey: TEST_KEY });
		await expect(inDevelopment).rejects.toThrow('invalid signature');
	});
});

describe('an address that asks to go on to another page', () => {
	const clerk = { publishableKey: TEST_KEY, secretKey: 'sk_test_secret' };
	const iss = 'https://happy.clerk.example';
	const leadOn = async (target: string, authorizedParties?: string[]) => {
		const path = `/?__clerk_redirect_url=${encodeURIComponent(target)}`;
		const session = cookiesWith(await keys.session('ada', { iss }));
		const cookies = { ...session, __clerk_db_jwt: 'browser' };
		return answer({ path, cookies }, { ...clerk, ...(authorizedParties && { authorizedParties }) });
	};

	test.each(['https://evil.example/x', '//evil.example', 'javascript:alert(1)', '/elsewhere', ''])(
		'is not followed to a stranger’s: %s',
		async (target) => {
			const { response, headers } = await leadOn(target);
			expect([response.status, headers.get('location')]).toEqual([200, null]);
		}
	);

	test('is followed to an authorised party’s', async () => {
		const { headers } = await leadOn('https://satellite.example/x', [
			ORIGIN,
			'https://satellite.example'
		]);
		expect(headers.get('location')).toMatch(/^https:\/\/satellite\.example\/x\?/);
	});
});

test('cookies are added to an answer that cannot be changed, without touching its body', async () => {
	const cookies = cookiesWith(await keys.session('ada'));
	const fixed = new Response(null, { status: 204 });
	Object.defineProperty(fixed.headers, 'set', {
		value: () => {
			throw new TypeError('immutable');
		}
	});
	const response = await handleOf(keys)({ event: eventOf({ cookies }), resolve: () => fixed });
	expect([response.status, response.headers.get('cache-control')]).toEqual([
		204,
		'private, no-store'
	]);
});

test('a request without a cookie needs no key: pages may be rendered at build time', async () => {
	expect((await answer({}, { secretKey: undefined })).text).toBe(SIGNED_OUT_TEXT);
});

test('a missing secret key is said, with what to do', async () => {
	const missing = answer({ cookies: { theme: 'dark' } }, { secretKey: undefined });
	await expect(missing).rejects.toMatchObject({ name: 'ServerError', code: 'no_secret_key' });
});

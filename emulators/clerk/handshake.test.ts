import { createClerkClient } from '@clerk/backend';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_PUBLISHABLE_KEY } from './publishable-key.js';
import { LOCAL_SECRET_KEY, readJwtKey } from './server-keys.js';
import { APP, TestClerk } from './test-clerk.ts';

let clerk: TestClerk;
beforeAll(async () => {
	clerk = await TestClerk.start();
});
afterAll(() => clerk.remove());

/** What an app's server makes of a request for a page: Clerk's own code, with the local Clerk's key. */
async function authenticate(address: string, cookie = '') {
	const backend = createClerkClient({
		publishableKey: LOCAL_PUBLISHABLE_KEY,
		secretKey: LOCAL_SECRET_KEY,
		jwtKey: await readJwtKey(clerk.url),
		proxyUrl: clerk.url,
		telemetry: { disabled: true }
	});
	const headers = { 'sec-fetch-dest': 'document', cookie };
	const request = new Request(address, { headers });
	return backend.authenticateRequest(request, { authorizedParties: [APP] });
}

const locationOf = (headers: Headers) => headers.get('location') ?? '';

/** Goes where it is led, as the browser with these cookies. */
const visit = (address: string, cookie: string) =>
	fetch(address, { headers: { cookie }, redirect: 'manual' });

/** The cookies that an answer sets, as the next request has them. */
const cookiesIn = (headers: Headers) =>
	headers
		.getSetCookie()
		.filter((cookie) => !cookie.includes('Max-Age=0'))
		.map((cookie) => cookie.split(';')[0])
		.join('; ');

/** Opens a page in a browser without cookies of the app's server, until that server knows who is there. */
async function open(browser: string) {
	const first = await authenticate(`${APP}/a?b=c`);
	expect(first.status).toBe('handshake');
	const led = await visit(locationOf(first.headers), browser);
	expect([led.status, led.headers.get('cache-control')]).toEqual([307, 'no-store']);
	const back = await authenticate(locationOf(led.headers));
	expect(locationOf(back.headers)).toBe(`${APP}/a?b=c`);
	return authenticate(locationOf(back.headers), cookiesIn(back.headers));
}

it('tells an app’s server who is signed in in a browser', async () => {
	const { cookie, userId } = await clerk.signIn();
	const { status, ...state } = await open(cookie);
	expect([status, state.toAuth()?.userId]).toEqual(['signed-in', userId]);
});

it('tells an app’s server that nobody is', async () => {
	expect(await open('')).toMatchObject({
		status: 'signed-out',
		reason: expect.any(String) as string
	});
});

it.each(['https://evil.example/', '//evil.example', `${APP}.evil.example/`, '/elsewhere', ''])(
	'leads nobody to a page that is not the app’s: %s',
	async (target) => {
		const { cookie } = await clerk.signIn();
		const address = `${clerk.url}/v1/client/handshake?redirect_url=${encodeURIComponent(target)}`;
		const { status, headers } = await visit(address, cookie);
		expect([status, headers.get('location')]).toEqual([422, null]);
	}
);

it('gives the keys at the address of Clerk’s Backend API, too', async () => {
	const read = async (path: string): Promise<unknown> => (await fetch(clerk.url + path)).json();
	const one = await read('/v1/jwks');
	const other = await read('/.well-known/jwks.json');
	expect(one).toEqual(other);
});

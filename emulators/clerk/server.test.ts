import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortBusyError } from '../loopback.ts';
import { startClerk } from './server.ts';
import { APP, TestClerk } from './test-clerk.ts';

let clerk: TestClerk;
beforeAll(async () => {
	clerk = await TestClerk.start();
});
afterAll(() => clerk.remove());

/** The status of a request, also with headers that `fetch` does not let one set. */
const statusWith = (headers: Record<string, string>, path = '/v1/client') =>
	new Promise<number | undefined>((resolve, reject) => {
		request(clerk.url + path, { headers })
			.on('response', (response) => resolve(response.resume().statusCode))
			.on('error', reject)
			.end();
	});

/** What comes back when this, which need not be HTTP, is sent. */
const exchange = (text: string) =>
	new Promise<string>((resolve, reject) => {
		let received = '';
		const socket = connect(Number(new URL(clerk.url).port), '127.0.0.1');
		socket.on('data', (bytes) => (received += String(bytes)));
		socket.on('close', () => resolve(received)).on('error', reject);
		socket.end(text);
	});

describe('who may ask', () => {
	it('answers this machine and the pages of the app', async () => {
		expect(await statusWith({})).toBe(200);
		expect(await statusWith({ host: 'localhost:4173', origin: APP })).toBe(200);
		expect(await statusWith({ host: 'localhost:4173', 'sec-fetch-site': 'same-origin' })).toBe(200);
	});

	it('refuses host names that are not loopback', async () => {
		expect(await statusWith({ host: 'rebound.example' })).toBe(403);
		expect(await statusWith({ host: 'localhost.evil.example:4410' })).toBe(403);
	});

	it('refuses pages of other origins, also where the browser names none', async () => {
		expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
		expect(await statusWith({ origin: 'http://localhost:3000' })).toBe(403);
		expect(await statusWith({ origin: 'null' })).toBe(403);
		expect(await statusWith({ 'sec-fetch-site': 'cross-site' })).toBe(403);
	});

	it('refuses them the test controls, clerk-js and the keys, too', async () => {
		const origin = 'https://evil.example';
		for (const path of ['/_control/reset', '/_health', '/.well-known/jwks.json']) {
			expect(await statusWith({ origin }, path), path).toBe(403);
		}
	});
});

describe('whatever is sent', () => {
	it('answers unknown routes as Clerk does', async () => {
		const answered = await clerk.post('/v1/client/organizations', {});
		expect(answered).toMatchObject({ status: 404, errors: [{ code: 'resource_not_found' }] });
	});

	it('does not take a method from the address of a GET', async () => {
		const { cookie } = await clerk.signIn();
		await fetch(`${clerk.url}/v1/client/sessions?_method=DELETE`, { headers: { cookie } });
		expect((await clerk.client(cookie))?.sessions).toHaveLength(1);
	});

	it('refuses bodies that are too large and goes on', async () => {
		const answered = await clerk.post('/v1/client/sign_ins', { identifier: 'x'.repeat(5_000_000) });
		expect(answered).toMatchObject({ status: 413, errors: [{ code: 'request_too_large' }] });
		expect(await statusWith({})).toBe(200);
	});

	it('goes on after targets, cookies, bodies and whole requests that make no sense', async () => {
		const host = 'Host: 127.0.0.1\r\nConnection: close\r\n';
		await exchange('this is not HTTP\r\n\r\n');
		await exchange(`GET // HTTP/1.1\r\n${host}\r\n`);
		await exchange(`GET /%ff%00?%=%& HTTP/1.1\r\n${host}Cookie: =;;__client\r\n\r\n`);
		await exchange(`POST /v1/client/sign_ins HTTP/1.1\r\n${host}Content-Length: 99\r\n\r\nx`);
		await clerk.post('/v1/client/sessions/__proto__/tokens/constructor', { '%': '\0' });
		expect(await statusWith({}, '/_health')).toBe(200);
	});
});

describe('clerk-js and the UI', () => {
	const load = (path: string, headers = {}) => fetch(clerk.url + path, { headers });

	it('come out of the installed packages, whichever version is asked for', async () => {
		for (const path of ['clerk-js@6/dist/clerk.browser.js', 'ui@1/dist/ui.browser.js']) {
			const response = await load(`/npm/@clerk/${path}`);
			expect(response.headers.get('content-type')).toContain('text/javascript');
			expect((await response.text()).length).toBeGreaterThan(100_000);
		}
	});

	it('are not sent again to those who have them', async () => {
		const path = '/npm/@clerk/ui@1/dist/ui.browser.js';
		const etag = (await load(path)).headers.get('etag') ?? '';
		expect((await load(path, { 'if-none-match': etag })).status).toBe(304);
	});

	it('are all that there is of the packages, and of the disk', async () => {
		for (const path of [
			'clerk-js@6/package.json',
			'clerk-js@6/dist/nothing.js',
			'clerk-js@6/dist/..%2fpackage.json',
			'clerk-js@6/dist/types/index.d.ts',
			'shared@4/dist/index.js'
		]) {
			expect((await load(`/npm/@clerk/${path}`)).status, path).toBe(404);
		}
	});
});

it('says in one line that its port is taken, and which variable is for that', async () => {
	const other = createServer();
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const { port } = other.address() as { port: number };
	const starting = startClerk({ port, stateDir: clerk.stateDir, origins: [APP], controls: false });
	await expect(starting).rejects.toThrow(PortBusyError);
	await expect(starting).rejects.toThrow(/^Port \d+ .*CLERK_PORT.*$/);
	other.close();
});

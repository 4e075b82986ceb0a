import { expect, onTestFinished, test } from 'vitest';
import { api } from './testing/api.ts';
import { startServer } from './testing/harness.ts';
import { startIssuer } from './testing/issuer.ts';

test('a request runs the HTTP action of its route, which calls functions and answers', async () => {
	const server = await startServer();
	const response = await fetch(`${server.url}/notes`, {
		method: 'POST',
		headers: { 'x-word': 'for' },
		body: 'hello'
	});
	expect(response.status).toBe(201);
	expect(response.headers.get('content-type')).toBe('text/plain');
	expect(response.headers.get('x-answer')).toBe('yes');
	expect(await response.text()).toBe('for nobody');
	expect(await server.http().query(api.notes.list, { channel: 'http' })).toEqual(['hello']);
});

test('it knows whose token the request carries', async () => {
	const issuer = await startIssuer();
	onTestFinished(() => issuer.close());
	const server = await startServer({ env: { CLERK_JWT_ISSUER_DOMAIN: issuer.url } });
	const post = (token: string) =>
		fetch(`${server.url}/notes`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'x-word': 'for' }
		});
	expect(await (await post(await issuer.token('ada'))).text()).toBe('for ada');
});

test('a prefix matches what lies below it, and an answer may be any bytes', async () => {
	const server = await startServer();
	const response = await fetch(`${server.url}/bytes/123`);
	expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 10]);
});

test('where there is no route for the path and the method, nothing is found', async () => {
	const server = await startServer();
	expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
	expect((await fetch(`${server.url}/notes`)).status).toBe(404);
});

test('an action that fails tells its caller nothing, and its developer why', async () => {
	const server = await startServer();
	const response = await fetch(`${server.url}/fails`);
	expect(response.status).toBe(500);
	expect(await response.json()).toEqual({
		code: expect.stringMatching(/^\[Request ID: \w{16}\] Server Error$/) as string
	});
	expect(server.reports[0]).toContain('a secret');
});

test('with full errors its caller reads why, and the data of a ConvexError in any case', async () => {
	const full = await startServer({ errors: 'full' });
	const why = (await (await fetch(`${full.url}/fails`)).json()) as { code: string; trace: string };
	expect(why.code).toMatch(/Server Error: Uncaught Error: a secret$/);
	expect(why.trace).toMatch(/^Uncaught Error: a secret\n/);
	const { url } = await startServer();
	expect(await (await fetch(`${url}/refuses`)).json()).toMatchObject({ data: { kind: 'Refused' } });
});

test('a token that is not for Convex reaches the action, which cannot ask whose it is', async () => {
	const { url } = await startServer();
	for (const authorization of ['Bearer nonsense', 'a']) {
		const response = await fetch(`${url}/token`, { headers: { authorization } });
		expect(await response.json()).toEqual({ identity: 'unknown', token: authorization });
	}
	expect(await (await fetch(`${url}/token`)).json()).toEqual({ identity: null, token: null });
});

test('OPTIONS is answered by http.ts where it has a route for it', async () => {
	const { url } = await startServer();
	const answered = await fetch(`${url}/preflight`, { method: 'OPTIONS' });
	expect([answered.status, answered.headers.get('x-answer')]).toEqual([204, 'from http.ts']);
	expect((await fetch(`${url}/notes`, { method: 'OPTIONS' })).status).toBe(200);
});

test('an answer may set several cookies', async () => {
	const { headers } = await fetch(`${(await startServer()).url}/cookies`);
	expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('bodies stream both ways, and the action calls functions meanwhile', async () => {
	const server = await startServer();
	const parts = new TransformStream<Uint8Array, Uint8Array>();
	const writer = parts.writable.getWriter();
	const answering = fetch(`${server.url}/echo`, {
		method: 'POST',
		body: parts.readable,
		duplex: 'half'
	} as RequestInit);
	const bytes = (text: string) => new TextEncoder().encode(text);
	void writer.write(bytes('first'));
	const reader = (await answering).body?.getReader();
	expect((await reader?.read())?.value).toEqual(bytes('first'));
	void writer.write(bytes('second'));
	expect((await reader?.read())?.value).toEqual(bytes('second'));
	await writer.close();
	expect((await reader?.read())?.done).toBe(true);
	expect(await server.http().query(api.notes.list, { channel: 'echo' })).toEqual([
		'first',
		'second'
	]);
});

test('a page of another origin cannot call it', async () => {
	const server = await startServer();
	const headers = { origin: 'https://elsewhere.example' };
	expect((await fetch(`${server.url}/word`, { headers })).status).toBe(403);
});

test('a test sets variables of the environment, and a reset unsets them', async () => {
	const server = await startServer();
	const word = async () => await (await fetch(`${server.url}/word`)).text();
	await server.control('environment', { WORD: 'hush' });
	expect(await word()).toBe('hush');
	await server.control('reset');
	expect(await word()).toBe('');
});

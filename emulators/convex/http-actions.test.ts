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
	expect((await post('nonsense')).status).toBe(401);
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
	expect(await response.text()).not.toContain('secret');
	expect(server.reports[0]).toContain('a secret');
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

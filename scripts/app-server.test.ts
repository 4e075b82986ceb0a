import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortBusyError } from '../emulators/port-busy.js';
import { startAppServer } from './app-server.ts';

let folder: string;
let stops: (() => unknown)[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'app-server-'));
	mkdirSync(join(folder, '_app/immutable'), { recursive: true });
	writeFileSync(join(folder, '200.html'), '<title>The app</title>');
	writeFileSync(join(folder, '_app/immutable/start.abc.js'), 'start()');
	writeFileSync(join(folder, 'service-worker.js'), 'install()');
	writeFileSync(join(folder, 'manifest.webmanifest'), '{}');
	stops = [() => rmSync(folder, { recursive: true })];
});
afterEach(async () => {
	for (const stop of stops.reverse()) await stop();
});

async function serve(clerkUrl?: string): Promise<string> {
	const server = await startAppServer({ port: 0, folder, clerkUrl });
	stops.push(server.close);
	return server.url;
}

/** A server in the local Clerk's place. */
async function serveClerk(answer: (request: IncomingMessage) => string): Promise<string> {
	const server: Server = createServer((request, response) => {
		response.writeHead(201, { 'Set-Cookie': ['a=1', 'b=2'] }).end(answer(request));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	stops.push(() => server.close());
	return `http://127.0.0.1:${portOf(server)}`;
}

function portOf(server: Server): number {
	const address = server.address();
	if (typeof address !== 'object' || !address) throw new Error('not listening');
	return address.port;
}

describe('the built app', () => {
	it('answers at localhost and at 127.0.0.1', async () => {
		const url = await serve();
		for (const host of ['localhost', '127.0.0.1']) {
			const response = await fetch(url.replace('localhost', host));
			expect(await response.text()).toContain('The app');
		}
	});

	it.each(['/', '/sign-in', '/c/77?utm=1', '/no/such/page'])(
		'answers %s with its one page',
		async (path) => {
			const response = await fetch((await serve()) + path);
			expect(response.status).toBe(200);
			expect(response.headers.get('content-type')).toContain('text/html');
			expect(await response.text()).toContain('The app');
		}
	);

	it('answers with its one page when a browser opens a path that looks like a file', async () => {
		const url = `${await serve()}/c/version-1.2`;
		expect((await fetch(url, { headers: { Accept: 'text/html' } })).status).toBe(200);
		expect((await fetch(url, { headers: { Accept: 'image/png' } })).status).toBe(404);
	});

	it.each(['/_app/immutable/gone.js', '/_app/version', '/icons/gone.png'])(
		'does not answer with the page for %s, which is a file that is not there',
		async (path) => {
			expect((await fetch((await serve()) + path)).status).toBe(404);
		}
	);

	it('lets only what has a hash in its name be cached', async () => {
		const url = await serve();
		const caching = async (path: string) => (await fetch(url + path)).headers.get('cache-control');
		expect(await caching('/_app/immutable/start.abc.js')).toMatch(/max-age=31536000, immutable/);
		for (const path of ['/', '/sign-in', '/service-worker.js', '/manifest.webmanifest']) {
			expect(await caching(path)).toBe('no-cache');
		}
	});

	it.each(['/', '/c/1', '/_app/immutable/start.abc.js', '/_app/gone.js', '/service-worker.js'])(
		'answers %s with the headers that protect the app',
		async (path) => {
			const { headers } = await fetch((await serve()) + path);
			expect(headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
			expect(headers.get('permissions-policy')).toContain('camera=()');
			expect(headers.get('strict-transport-security')).toBeNull();
		}
	);

	it('asks for HTTPS for good only where it is reached by HTTPS', async () => {
		const request = { headers: { 'X-Forwarded-Proto': 'https' } };
		const { headers } = await fetch(await serve(), request);
		expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
	});

	it('serves a new build without being started again', async () => {
		const url = await serve();
		writeFileSync(join(folder, '_app/immutable/start.def.js'), 'startAnew()');
		expect(await (await fetch(`${url}/_app/immutable/start.def.js`)).text()).toBe('startAnew()');
	});

	it('stays inside its folder', async () => {
		const { hostname, port } = new URL(await serve());
		const [response] = (await once(
			request({ hostname, port, path: '/../../../../etc/passwd' }).end(),
			'response'
		)) as [IncomingMessage];
		const chunks = await response.toArray();
		expect(chunks.join('')).toContain('The app');
	});

	it('lives on after a file that cannot be read', async () => {
		const url = await serve();
		const unreadable = createSocketServer().listen(join(folder, 'unreadable'));
		await once(unreadable, 'listening');
		stops.push(() => unreadable.close());
		await expect(fetch(`${url}/unreadable`)).rejects.toThrow();
		expect((await fetch(url)).status).toBe(200);
	});

	it('answers with the whole file when asked for a part', async () => {
		const headers = { Range: 'bytes=5-2' };
		const response = await fetch(`${await serve()}/service-worker.js`, { headers });
		expect(response.status).toBe(200);
		expect(await response.text()).toBe('install()');
	});

	it('refuses to be written to', async () => {
		expect((await fetch(await serve(), { method: 'POST' })).status).toBe(405);
	});

	it('says which variable moves it when its port is taken', async () => {
		const port = Number(new URL(await serve()).port);
		const second = startAppServer({ port, folder });
		await expect(second).rejects.toThrow(PortBusyError);
		await expect(second).rejects.toThrow(/for the app is in use.*set PORT/);
	});

	it('says how to get a build when there is none', async () => {
		const attempt = startAppServer({ port: 0, folder: join(folder, 'gone') });
		await expect(attempt).rejects.toThrow(/npm run build/);
	});
});

describe('the local Clerk under the app', () => {
	it('is asked without the prefix, with the method, body, Host and Origin of the request', async () => {
		const asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
		const clerkUrl = await serveClerk((request) => {
			asked.push(request);
			return 'done';
		});
		const url = await serve(clerkUrl);
		const response = await fetch(`${url}/__clerk/v1/client?_method=PATCH`, {
			method: 'POST',
			headers: { Origin: url },
			body: 'a=1'
		});
		expect(response.status).toBe(201);
		expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
		expect(await response.text()).toBe('done');
		expect(asked[0]).toMatchObject({
			method: 'POST',
			url: '/v1/client?_method=PATCH',
			headers: { host: new URL(url).host, origin: url, 'content-length': '3' }
		});
	});

	it('is asked itself, whatever the path looks like', async () => {
		const clerkUrl = await serveClerk((request) => `Clerk got ${request.url}`);
		const response = await fetch(`${await serve(clerkUrl)}/__clerk//example.com/v1`);
		expect(await response.text()).toBe('Clerk got //example.com/v1');
	});

	it('is said in one line not to answer when it is down, and answers when it is back', async () => {
		const clerk = createServer((_, response) => response.end('back')).listen(0, '127.0.0.1');
		await once(clerk, 'listening');
		const port = portOf(clerk);
		const url = `${await serve(`http://127.0.0.1:${port}`)}/__clerk/v1/client`;
		expect(await (await fetch(url)).text()).toBe('back');

		clerk.close();
		clerk.closeAllConnections();
		const down = await fetch(url);
		expect(down.status).toBe(502);
		expect(await down.text()).toBe(
			`The local Clerk does not answer at http://127.0.0.1:${port}.\n`
		);

		clerk.listen(port, '127.0.0.1');
		await once(clerk, 'listening');
		stops.push(() => clerk.close());
		expect(await (await fetch(url)).text()).toBe('back');
	});

	it('is not there when the app talks to Clerk itself', async () => {
		const response = await fetch(`${await serve()}/__clerk/v1/client`, { method: 'POST' });
		expect(response.status).toBe(405);
	});
});

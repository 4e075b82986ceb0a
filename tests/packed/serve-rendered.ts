/** Serves a packed app whose server renders its pages, with the local Clerk under its origin (scripts/serve.ts). */
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOCAL_PROXY_URL } from '../../emulators/clerk/publishable-key.js';
import { LOCAL_SECRET_KEY, readJwtKey } from '../../emulators/clerk/server-keys.js';
import { closeServer, listen, runAsProcess } from '../../emulators/loopback.ts';
import { proxyToClerk } from '../../scripts/clerk-proxy.ts';
import { readTarget } from '../../scripts/target.js';
import { testPorts } from '../../scripts/test-target.js';

const { ports } = readTarget();
const clerkUrl = `http://127.0.0.1:${ports.clerk}`;
const { host } = new URL((process.env.APP_ORIGIN ?? '').split(',')[0] ?? '');

/** The app reads its keys when it is loaded, and the local Clerk has them once it runs. */
let app: Promise<RequestListener> | undefined;

async function load(): Promise<RequestListener> {
	const jwtKey = await readJwtKey(clerkUrl);
	Object.assign(process.env, {
		PROTOCOL_HEADER: 'x-forwarded-proto',
		CLERK_SECRET_KEY: LOCAL_SECRET_KEY,
		CLERK_JWT_KEY: jwtKey
	});
	const { href } = pathToFileURL(join(process.env.BUILD_FOLDER ?? '', 'handler.js'));
	return ((await import(href)) as { handler: RequestListener }).handler;
}

/** The app was built for the first worker's Convex; a browser is led to this worker's by its proxy. */
const fetchAnywhere = globalThis.fetch;
globalThis.fetch = (input, init) => {
	const request = new Request(input, init);
	const url = new URL(request.url);
	if (url.port !== String(testPorts(0).convex)) return fetchAnywhere(request);
	url.port = String(ports.convex);
	return fetchAnywhere(new Request(url, request));
};

await runAsProcess(async () => {
	const server = createServer((request, response) => {
		const { url = '/' } = request;
		if (url.startsWith(`${LOCAL_PROXY_URL}/`)) {
			return proxyToClerk(clerkUrl, url.slice(LOCAL_PROXY_URL.length), request, response);
		}
		// As a proxy in front of it: the app is where its pages are, for everybody who asks.
		Object.assign(request.headers, { host, 'x-forwarded-proto': 'http' });
		app ??= load();
		app.then(
			(handler) => handler(request, response),
			(error: unknown) => {
				app = undefined;
				response.writeHead(502).end(String(error));
			}
		);
	});
	await listen(server, ports.app, { what: 'the app', variable: 'PORT' });
	return { url: `http://localhost:${ports.app}`, close: () => closeServer(server) };
});

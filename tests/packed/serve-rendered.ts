/** Serves a packed app whose server renders its pages, with the local Clerk under its origin (scripts/serve.ts). */
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOCAL_PROXY_URL } from '../../emulators/clerk/publishable-key.js';
import { closeServer, listen, runAsProcess } from '../../emulators/loopback.ts';
import { proxyToClerk } from '../../scripts/clerk-proxy.ts';
import { readTarget } from '../../scripts/target.js';

await runAsProcess(async () => {
	const { ports } = readTarget();
	const { href } = pathToFileURL(join(process.env.BUILD_FOLDER ?? '', 'handler.js'));
	const { handler } = (await import(href)) as { handler: RequestListener };
	const server = createServer((request, response) => {
		const { url = '/' } = request;
		if (!url.startsWith(`${LOCAL_PROXY_URL}/`)) return handler(request, response);
		const path = url.slice(LOCAL_PROXY_URL.length);
		proxyToClerk(`http://127.0.0.1:${ports.clerk}`, path, request, response);
	});
	await listen(server, ports.app, { what: 'the app', variable: 'PORT' });
	return { url: `http://localhost:${ports.app}`, close: () => closeServer(server) };
});

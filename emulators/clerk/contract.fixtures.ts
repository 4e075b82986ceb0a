/** What the contract tests share: a local Clerk, and a server like the app's that mounts it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { build } from 'esbuild';
import { LOCAL_PROXY_URL } from './publishable-key.js';
import { startClerk } from './server.ts';

/** A local Clerk, mounted by a server like the app's. */
export interface MountedClerk {
	/** Where the pages are. */
	origin: string;
	/** Where the local Clerk is. */
	url: string;
	/** Uses a test control, which must succeed. */
	control: <Reply = object>(name: string, fields?: object) => Promise<Reply>;
	/** Stops the local Clerk and starts it again with what it has kept. */
	restart: () => Promise<void>;
}

interface TestFixtures {
	/** Whether the test makes Clerk refuse something, which the browser logs as an error. */
	refusals: boolean;
	/** Fails the test when a request leaves this machine or an error is logged. */
	tidy: void;
}

/** `test` with a local Clerk that is as new before each test. */
export const test = base.extend<TestFixtures, { clerk: MountedClerk }>({
	clerk: [
		async ({ browserName: _ }, use) => {
			const stateDir = await mkdtemp(join(tmpdir(), 'clerk-contract-'));
			const pages = await servePages(() => url);
			const start = (port: number) =>
				startClerk({ port, stateDir, origins: [pages.origin], controls: true });
			let server = await start(0);
			const { url } = server;

			await use({
				origin: pages.origin,
				url,
				control: async <Reply>(name: string, fields = {}) => {
					const reply = await fetch(`${url}/_control/${name}`, {
						method: 'POST',
						body: JSON.stringify(fields)
					});
					expect(reply.status, `control ${name}`).toBe(200);
					return (await reply.json()) as Reply;
				},
				restart: async () => {
					await server.close();
					server = await start(Number(new URL(url).port));
				}
			});
			await server.close();
			await pages.close();
			await rm(stateDir, { recursive: true });
		},
		{ scope: 'worker' }
	],

	baseURL: ({ clerk }, use) => use(clerk.origin),

	refusals: [false, { option: true }],

	tidy: [
		async ({ clerk, context, refusals }, use) => {
			await clerk.control('reset');
			const untidy: string[] = [];
			context.on('request', (request) => {
				const { origin, protocol } = new URL(request.url());
				const isLocal = origin === clerk.origin || protocol === 'blob:' || protocol === 'data:';
				if (!isLocal) untidy.push(`request to ${request.url()}`);
			});
			context.on('weberror', (error) => untidy.push(error.error().message));
			context.on('console', (message) => {
				const isRefusal = refusals && /status of 4\d\d/.test(message.text());
				if (message.type() === 'error' && !isRefusal) untidy.push(message.text());
			});
			await use();
			expect(untidy).toEqual([]);
		},
		{ auto: true }
	]
});

export { expect };

/** Serves the page at every address, and the local Clerk below its prefix, as the app's server does. */
async function servePages(
	clerkUrl: () => string
): Promise<{ origin: string; close: () => Promise<void> }> {
	const bundle = await build({
		entryPoints: [fileURLToPath(new URL('contract.page.ts', import.meta.url))],
		bundle: true,
		format: 'esm',
		write: false
	});
	const script = bundle.outputFiles[0]?.text ?? '';
	const html =
		'<!doctype html><html lang="en"><title>Contract</title><link rel="icon" href="data:," />' +
		'<body><script type="module" src="/page.js"></script></body></html>';

	const server = createServer((request, response) => {
		const path = request.url ?? '/';
		if (!path.startsWith(`${LOCAL_PROXY_URL}/`)) {
			const isScript = path === '/page.js';
			response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
			response.end(isScript ? script : html);
			return;
		}
		const { method, headers } = request;
		const target = clerkUrl() + path.slice(LOCAL_PROXY_URL.length);
		const onward = forward(target, { method, headers }, (reply) => {
			response.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(response);
		});
		onward.on('error', () => response.destroy());
		request.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://localhost:${(server.address() as AddressInfo).port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}

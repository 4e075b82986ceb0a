/**
 * Serves the built app on loopback as a production host would: any path of the app is answered with
 * its one page, what has a hash in its name is cached for good, and all else is asked for again.
 */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import sirv from 'sirv';
import { LOCAL_PROXY_URL } from '../emulators/clerk/publishable-key.js';
import { closeServer, listen } from '../emulators/loopback.ts';
import {
	HTTPS_HEADERS,
	IMMUTABLE,
	IMMUTABLE_PATH,
	REVALIDATED,
	SECURITY_HEADERS
} from '../src/security-headers.js';
import { proxyToClerk } from './clerk-proxy.ts';
import { SetupError } from './setup-error.js';

const FALLBACK_PAGE = '/200.html';
const CLERK_PATH = `${LOCAL_PROXY_URL}/`;
const LISTENER = { what: 'the app', variable: 'PORT' };

/** What to serve, and where. */
export interface AppServerOptions {
	/** 0 takes a free one. */
	port: number;
	/** The build. */
	folder: string;
	/** The local Clerk, to be mounted under the app's own origin. */
	clerkUrl?: string;
}

/** Starts to serve; resolves with the address and how to stop. */
export async function startAppServer({ port, folder, clerkUrl }: AppServerOptions): Promise<{
	url: string;
	close: () => Promise<void>;
}> {
	if (!existsSync(folder)) {
		throw new SetupError(`There is no build in ${folder}. \`npm run build\` makes one.`);
	}
	const serveFile = sirv(folder, {
		// Looks at the disk for each request: a new build is served without a restart.
		dev: true,
		etag: true,
		setHeaders: (response, path) => response.setHeader('Cache-Control', cacheControl(path))
	});
	const answer = (request: IncomingMessage, response: ServerResponse) => {
		const path = request.url ?? '/';
		// sirv throws over a range that is none, and the files are small.
		delete request.headers.range;
		// A file can go between being found and being read, when a new build takes the old one's place.
		response.on('pipe', (file) => file.on('error', () => response.destroy()));
		if (clerkUrl && path.startsWith(CLERK_PATH)) {
			proxyToClerk(clerkUrl, path.slice(LOCAL_PROXY_URL.length), request, response);
			return;
		}
		for (const [name, value] of headersFor(request)) response.setHeader(name, value);
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.writeHead(405, { Allow: 'GET, HEAD' }).end();
		} else {
			serveFile(request, response, () => {
				if (!isPage(request)) return void response.writeHead(404).end();
				request.url = FALLBACK_PAGE;
				serveFile(request, response);
			});
		}
	};

	const onIpv4 = createServer(answer);
	await listen(onIpv4, port, LISTENER);
	const address = onIpv4.address();
	const boundPort = typeof address === 'object' && address ? address.port : port;
	// `localhost` is ::1 first for some clients, and another server there would answer in our place.
	const onIpv6 = createServer(answer);
	const servers = [onIpv4];
	try {
		await listen(onIpv6, boundPort, { ...LISTENER, host: '::1' });
		servers.push(onIpv6);
	} catch (error) {
		if (!hasNoIpv6(error)) {
			await closeServer(onIpv4);
			throw error;
		}
	}
	return {
		url: `http://localhost:${boundPort}`,
		close: async () => void (await Promise.all(servers.map(closeServer)))
	};
}

function cacheControl(path: string): string {
	return path.startsWith(IMMUTABLE_PATH) ? IMMUTABLE : REVALIDATED;
}

/** Over HTTPS where something before this server speaks it, such as a tunnel for a phone. */
function headersFor({ headers }: IncomingMessage): [string, string][] {
	const isHttps = headers['x-forwarded-proto'] === 'https';
	return Object.entries({ ...SECURITY_HEADERS, ...(isHttps && HTTPS_HEADERS) });
}

/** Whether the request is for a page of the app, rather than for a file that is not there. */
function isPage({ url = '/', headers }: IncomingMessage): boolean {
	const path = url.replace(/[?#].*$/, '');
	if (path.startsWith('/_app/')) return false;
	return !extname(path) || !!headers.accept?.includes('text/html');
}

function hasNoIpv6(error: unknown): boolean {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}

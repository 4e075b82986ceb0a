import { request, type IncomingMessage, type ServerResponse } from 'node:http';

/** Headers that belong to one connection, not to the message that goes over it. */
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'te', 'trailer', 'upgrade'];

/**
 * Hands a request for `/__clerk/...` on to the local Clerk, and its answer back, both as they come.
 * `Host` and `Origin` go with it: Clerk decides by them who may ask.
 */
export function proxyToClerk(
	clerkUrl: string,
	path: string,
	incoming: IncomingMessage,
	outgoing: ServerResponse
): void {
	const { hostname, port } = new URL(clerkUrl);
	const onward = request({
		hostname,
		port,
		// Not resolved against the address: a path such as `//example.com` would lead elsewhere.
		path,
		method: incoming.method,
		headers: withoutConnection(incoming.headers),
		// A connection that is kept would be a dead one after the local Clerk has been restarted.
		agent: false
	});
	onward.on('response', (answer) => {
		outgoing.writeHead(answer.statusCode ?? 502, withoutConnection(answer.headers));
		answer.pipe(outgoing);
		answer.on('error', () => outgoing.destroy());
	});
	onward.on('error', () => {
		if (outgoing.headersSent) return outgoing.destroy();
		outgoing.writeHead(502, { 'Content-Type': 'text/plain; charset=utf-8' });
		outgoing.end(`The local Clerk does not answer at ${clerkUrl}.\n`);
	});
	outgoing.on('close', () => onward.destroy());
	incoming.pipe(onward);
}

function withoutConnection<Headers extends IncomingMessage['headers']>(headers: Headers): Headers {
	const kept = { ...headers };
	for (const name of CONNECTION_HEADERS) delete kept[name];
	return kept;
}

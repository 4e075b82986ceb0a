import { createServer, type Server } from 'node:http';

const PAGE = `<!doctype html><title>Guest network</title>
<h1>Welcome</h1><p>Accept the terms to use this network.</p>`;

/**
 * A server that answers everything with 200 and a page of its own, as a café's network does before one
 * has agreed to something. It does not listen yet.
 */
export function createCaptivePortal(): Server {
	// Without a listener for upgrades Node answers those like any other request.
	return createServer((_request, response) => {
		response.writeHead(200, {
			'Content-Type': 'text/html; charset=utf-8',
			'Cache-Control': 'no-store'
		});
		response.end(PAGE);
	});
}

/** Targets, bodies and cookies in, JSON out. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';

/** Nothing that clerk-js sends to the routes that are here comes near it. */
const MAX_BODY_BYTES = 64 * 1024;

/** What is asked for. */
export interface Target {
	method: string;
	path: string;
	query: URLSearchParams;
}

/** Reads the target. clerk-js sends all methods but GET as POST, which spares it a preflight. */
export function readTarget({ method = 'GET', url = '/' }: IncomingMessage): Target {
	const [path = '/', search] = url.split('?');
	const query = new URLSearchParams(search);
	const meant = method === 'POST' ? query.get('_method') : null;
	return { method: (meant ?? method).toUpperCase(), path, query };
}

/** Reads a body. Throws when there is more of it than anyone has a reason to send. */
export async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > MAX_BODY_BYTES) throw new ApiError(413, 'request_too_large', 'That is too large.');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

/** The value of a cookie. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
	const cookies = (request.headers.cookie ?? '').split('; ');
	return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Leads the browser to another address. */
export function sendRedirect(response: ServerResponse, location: string): void {
	response.writeHead(307, { location, 'cache-control': 'no-store' }).end();
}

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.setHeader('content-type', 'application/json; charset=utf-8');
	response.writeHead(status, { 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

/** Bodies and cookies in, JSON out. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';

/** A form that was sent: its fields, and the file in it. */
export interface Form {
	fields: ReadonlyMap<string, string>;
	file?: File;
}

/** Clerk's limit for a picture, and room for the form around it. */
const MAX_BODY_BYTES = 11 * 1024 * 1024;

/** Reads a body. Throws when there is more of it than anyone has a reason to send. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	// Stopping early must not cut the connection, or the refusal could not be sent.
	const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
	for await (const chunk of parts) {
		size += chunk.length;
		if (size > MAX_BODY_BYTES) throw new ApiError(413, 'request_too_large', 'That is too large.');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** Reads a form, in either of the two ways in which clerk-js sends one. */
export async function readForm(request: IncomingMessage): Promise<Form> {
	const bytes = await readBody(request);
	const type = request.headers['content-type'] ?? '';
	if (!type.startsWith('multipart/form-data')) {
		return { fields: new Map(new URLSearchParams(bytes.toString())) };
	}
	try {
		const headers = { 'content-type': type };
		const file = (await new Response(new Uint8Array(bytes), { headers }).formData()).get('file');
		return { fields: new Map(), ...(file instanceof File && { file }) };
	} catch {
		throw new ApiError(400, 'malformed_request', 'The form cannot be read.');
	}
}

/** The value of a cookie. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
	const cookies = (request.headers.cookie ?? '').split('; ');
	return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.setHeader('content-type', 'application/json; charset=utf-8');
	response.writeHead(status, { 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

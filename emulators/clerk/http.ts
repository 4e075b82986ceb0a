/** HTTP in both directions: bodies and cookies in, answers out. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';

/** A form that was sent, and the file in it. */
export interface Body {
	fields: ReadonlyMap<string, string>;
	file: File | undefined;
}

/** The cookie that a browser is known by. */
export const CLIENT_COOKIE = '__client';

/** The largest body that is read: Clerk's limit for a picture, and room for the form around it. */
const MAX_BODY_BYTES = 11 * 1024 * 1024;

/** Reads a body. Throws when there is more of it than anyone has a reason to send. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	// The rest of a body that is too large is left alone, so that the refusal can still be sent.
	const rest = request.iterator({ destroyOnReturn: false });
	for await (const chunk of rest as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > MAX_BODY_BYTES) {
			throw new ApiError(
				413,
				'request_body_too_large',
				'is too large',
				'The request is too large.'
			);
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** Reads a form, in either of the two ways in which browsers send one. */
export async function readForm(request: IncomingMessage): Promise<Body> {
	const bytes = await readBody(request);
	const type = request.headers['content-type'] ?? '';
	if (!type.startsWith('multipart/form-data')) {
		return { fields: new Map(new URLSearchParams(bytes.toString())), file: undefined };
	}
	try {
		const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
		const file = form.get('file');
		return { fields: new Map(), file: file instanceof File ? file : undefined };
	} catch {
		throw new ApiError(400, 'malformed_request_parameters', 'The form cannot be read.');
	}
}

/** The value of a cookie. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
	const pairs = (request.headers.cookie ?? '').split('; ');
	return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, {
		'content-type': 'application/json; charset=utf-8',
		'cache-control': 'no-store'
	});
	response.end(JSON.stringify(body));
}

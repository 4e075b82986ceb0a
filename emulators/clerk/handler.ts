/** Who may ask, and which part answers. Whatever is sent, the caller gets an answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusal } from '../loopback.ts';
import { ApiError, notFound } from './api-error.ts';
import { Assets } from './assets.ts';
import type { Controls } from './controls.ts';
import type { Faults } from './faults.ts';
import { answerApi, methodOf } from './frontend-api.ts';
import { readBody, sendJson } from './http.ts';
import type { Instance } from './instance.ts';
import { sendPicture } from './pictures.ts';

const CONTROL_PATH = '/_control/';

/** What the server does with a request. Without `controls` there are none. */
export function createHandler(
	instance: Instance,
	origins: readonly string[],
	faults: Faults,
	controls: Controls | undefined
): (request: IncomingMessage, response: ServerResponse) => void {
	const assets = new Assets();

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const reason = refusal(request, origins);
		if (reason) throw new ApiError(403, 'origin_invalid', 'Forbidden', reason);
		const url = parseUrl(request.url);
		const path = url.pathname;

		if (path === '/_health') return void response.end('ok');
		if (path.startsWith(CONTROL_PATH)) {
			if (!controls || request.method !== 'POST')
				throw notFound('There are no test controls here.');
			const result = await controls(path.slice(CONTROL_PATH.length), await readBody(request));
			return sendJson(response, 200, result);
		}

		await faults.apply({ method: methodOf(request, url), path, time: instance.now() });
		if (faults.refusing) return void request.socket.destroy();
		if (await assets.send(path, request, response)) return;
		if (sendPicture(instance, path, response)) return;
		await answerApi(instance, url, request, response);
	}

	return (request, response) => {
		response.setHeader('x-content-type-options', 'nosniff');
		answer(request, response).catch((error: unknown) => fail(error, request, response));
	};
}

function parseUrl(target = '/'): URL {
	try {
		return new URL(target, 'http://127.0.0.1');
	} catch {
		throw new ApiError(400, 'malformed_request', 'The address cannot be read.');
	}
}

function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
	const hasGone = request.destroyed && !request.complete;
	if (hasGone) return;
	const known = error instanceof ApiError;
	if (!known) console.error(`local Clerk: ${request.method} ${request.url}:`, error);
	if (response.headersSent) return void response.destroy();
	// What is left of a body that is not read would be taken for the next request.
	if (!request.complete) response.setHeader('connection', 'close');
	const answer = known ? error : new ApiError(500, 'internal_clerk_error', 'Internal error');
	sendJson(response, answer.status, answer);
}

/** Who may ask, and which part answers. Whatever is sent, there is an answer. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { refusal } from '../loopback.ts';
import { ApiError } from './api-error.ts';
import { Assets } from './assets.ts';
import { createControls } from './controls.ts';
import { Faults } from './faults.ts';
import { answerApi } from './frontend-api.ts';
import { readBody, readTarget, sendJson } from './http.ts';
import type { Instance } from './instance.ts';
import { sendPicture } from './pictures.ts';

const CONTROL = '/_control/';

/** What the server does with a request. */
export function createHandler(
	instance: Instance,
	{ origins, controls: hasControls }: { origins: readonly string[]; controls: boolean }
): RequestListener {
	const assets = new Assets();
	const faults = new Faults();
	const controls = createControls(instance, faults);

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const reason = refusal(request, origins);
		if (reason) throw new ApiError(403, 'origin_invalid', reason);
		const target = readTarget(request);
		const { method, path } = target;
		if (path === '/_health') return void response.end('ok');
		if (hasControls && method === 'POST' && path.startsWith(CONTROL)) {
			const reply = await controls(path.slice(CONTROL.length), await readBody(request));
			return sendJson(response, 200, reply);
		}

		await faults.meet({ method, path, time: instance.now() });
		if (faults.refusing) return void request.socket.destroy();
		if (await assets.send(path, request, response)) return;
		if (sendPicture(instance, path, response)) return;
		await answerApi(instance, target, request, response);
	}

	return (request, response) => {
		response.setHeader('x-content-type-options', 'nosniff');
		answer(request, response).catch((error: unknown) => fail(error, request, response));
	};
}

function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
	const known = error instanceof ApiError;
	const callerIsGone = request.destroyed && !request.complete;
	if (!known && !callerIsGone) console.error(`Local Clerk: ${request.url}:`, error);
	if (response.headersSent) return void response.destroy();
	// What is left of a body that was not read must not be taken for the next request.
	if (!request.complete) response.setHeader('connection', 'close');
	const answer = known ? error : new ApiError(500, 'internal_clerk_error', 'Something broke.');
	sendJson(response, answer.status, answer);
}

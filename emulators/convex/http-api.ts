/** The HTTP calls of `ConvexHttpClient`, and the test controls. */
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Backend } from './backend.ts';
import { isObject, type JSONObject } from './json.ts';

const STATUS_FUNCTION_FAILED = 560;

/** What to answer to an HTTP request. */
export type HttpAnswer = { status: number; body: object | string };

/** A request is refused. */
export class HttpError extends Error {
	override name = 'HttpError';
	readonly answer: HttpAnswer;

	constructor(status: number, code: string, message: string) {
		super(message);
		this.answer = { status, body: { code, message } };
	}
}

/** Answers `POST /api/<kind>`; `undefined` when the connection is to be dropped instead. */
export async function answerApi(
	backend: Backend,
	kind: string,
	request: IncomingMessage
): Promise<HttpAnswer | undefined> {
	if (kind !== 'query' && kind !== 'mutation' && kind !== 'action') {
		throw new HttpError(404, 'NotFound', `The local Convex does not have /api/${kind}.`);
	}
	const { path, args = {}, format } = await readJson(request);
	if (typeof path !== 'string' || format !== 'convex_encoded_json') {
		throw new HttpError(400, 'BadRequest', 'Expected a path, and the format convex_encoded_json.');
	}
	const { authorization } = request.headers;
	const token = authorization?.replace(/^bearer /i, '');
	const user = token === undefined ? null : await backend.authenticate(token);
	const [first = {}] = [args].flat();
	const outcome = await backend.answer(kind, { path, args: first, user, isTrusted: false });
	if (outcome?.success) return { status: 200, body: { status: 'success', value: outcome.value } };
	return outcome && { status: STATUS_FUNCTION_FAILED, body: { status: 'error', ...outcome } };
}

/** Answers `POST /_control/<name>`. `dropAll` drops every socket. */
export async function answerControl(
	{ controls, store }: Backend,
	name: string,
	request: IncomingMessage,
	dropAll: () => void
): Promise<HttpAnswer> {
	const body = await readJson(request);
	if (name === 'stats') return { status: 200, body: controls.count(body.clear === true) };
	if (name === 'reset') await store.clear();
	else if (name !== 'disconnect' && !controls.apply(name, body)) {
		throw new HttpError(404, 'NotFound', `There is no control "${name}".`);
	}
	if (name === 'disconnect' || controls.has('refuse')) dropAll();
	return { status: 200, body: {} };
}

async function readJson(request: IncomingMessage): Promise<JSONObject> {
	try {
		const body: unknown = JSON.parse((await text(request)) || '{}');
		if (isObject(body)) return body;
	} catch {
		// Answered below, as any other body that is no object.
	}
	throw new HttpError(400, 'BadRequest', 'The body is not a JSON object.');
}

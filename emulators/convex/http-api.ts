/** The HTTP calls of `ConvexHttpClient`, and the test controls. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { TokenRejectedError, type User } from './auth.ts';
import type { Backend } from './backend.ts';
import { isObject, type JSONObject } from './json.ts';
import { decodeTs, encodeTs } from './protocol.ts';

const STATUS_FUNCTION_FAILED = 560;
const MAX_BODY_BYTES = 16 << 20;

/** What to answer to an HTTP request: an object as JSON. */
export type HttpAnswer = {
	status: number;
	headers?: Record<string, string | string[]>;
	body: object | string | Readable;
};

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
	if (kind === 'query_ts') return { status: 200, body: { ts: encodeTs(backend.store.pin()) } };
	const isPast = kind === 'query_at_ts';
	if (!isPast && kind !== 'query' && kind !== 'mutation' && kind !== 'action') {
		throw new HttpError(404, 'NotFound', `The local Convex does not have /api/${kind}.`);
	}
	const { path, args = {}, format, ts } = await readJson(request);
	if (typeof path !== 'string' || format !== 'convex_encoded_json') {
		throw new HttpError(400, 'BadRequest', 'Expected a path, and the format convex_encoded_json.');
	}
	const user = await callerOf(backend, request);
	const [first = {}] = [args].flat();
	const call = { path, args: first, user, isTrusted: false };
	const outcome = isPast
		? await backend.answerQuery(
				call,
				backend.store.pinned(decodeTs(typeof ts === 'string' ? ts : ''))
			)
		: await backend.answer(kind, call);
	if (outcome?.success) return { status: 200, body: { status: 'success', value: outcome.value } };
	return outcome && { status: STATUS_FUNCTION_FAILED, body: { status: 'error', ...outcome } };
}

/** Whose token a request carries; `null` when it carries none. Throws `TokenRejectedError`. */
export async function callerOf(backend: Backend, request: IncomingMessage): Promise<User> {
	const { authorization } = request.headers;
	if (/^convex /i.test(authorization ?? '')) {
		throw new TokenRejectedError('The local Convex does not have admin keys.');
	}
	const token = authorization?.replace(/^bearer /i, '');
	return token === undefined ? null : await backend.authenticate(token);
}

/** Answers `POST /_control/<name>`. `dropAll` drops every socket. */
export async function answerControl(
	backend: Backend,
	name: string,
	request: IncomingMessage,
	dropAll: () => void
): Promise<HttpAnswer> {
	const { controls, store } = backend;
	const body = await readJson(request);
	if (name === 'stats') return { status: 200, body: controls.count(body.clear === true) };
	if (name === 'advance-clock') controls.advanceClock(Number(body.ms));
	else if (name === 'run-cron') {
		const job = JSON.stringify(body.name);
		if (typeof body.name !== 'string' || !(await backend.runCron(body.name))) {
			throw new HttpError(404, 'NotFound', `There is no cron job ${job}.`);
		}
	} else if (name === 'environment') await backend.setVariables(toVariables(body));
	else if (name === 'reset') {
		controls.advanceClock();
		await backend.setVariables({});
		await store.clear();
	} else if (name !== 'disconnect' && !controls.apply(name, body)) {
		throw new HttpError(404, 'NotFound', `There is no control "${name}".`);
	}
	if (name === 'disconnect' || controls.has('refuse')) dropAll();
	return { status: 200, body: {} };
}

function toVariables(body: JSONObject): Record<string, string> {
	const entries = Object.entries(body).map(([name, value]): [string, string] => {
		if (typeof value === 'string') return [name, value];
		throw new HttpError(400, 'BadRequest', `The variable ${name} is not a text.`);
	});
	return Object.fromEntries(entries);
}

async function readJson(request: IncomingMessage): Promise<JSONObject> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		// The rest is read all the same: the client would not read an answer before it has sent all.
		if (size <= MAX_BODY_BYTES) chunks.push(chunk);
	}
	if (size > MAX_BODY_BYTES) {
		throw new HttpError(413, 'PayloadTooLarge', `The body is too large: ${size} bytes.`);
	}
	try {
		const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}');
		if (isObject(body)) return body;
	} catch {
		// Answered below, as any other body that is no object.
	}
	throw new HttpError(400, 'BadRequest', 'The body is not a JSON object.');
}

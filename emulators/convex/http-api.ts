/** The HTTP calls of `ConvexHttpClient`. */
import type { IncomingMessage } from 'node:http';
import { TokenRejectedError, type Identity } from './auth.ts';
import type { Backend, Outcome } from './backend.ts';
import { isObject, type JSONObject, type JSONValue } from './json.ts';

const MAX_BODY_BYTES = 64 << 20;
const STATUS_FUNCTION_FAILED = 560;

/** What to answer to an HTTP request; `drop` cuts the connection instead. */
export type HttpAnswer = { status: number; body: JSONValue } | 'drop';

/** A request that is answered with a status of its own. */
export class HttpError extends Error {
	override name = 'HttpError';
	readonly status: number;
	readonly code: string;

	constructor(status: number, code: string, message: string) {
		super(message);
		this.status = status;
		this.code = code;
	}
}

/** Answers a call to `/api/<name>`. Throws {@link HttpError} when it cannot be made. */
export async function answerApi(
	backend: Backend,
	name: string,
	request: IncomingMessage
): Promise<HttpAnswer> {
	if (name !== 'query' && name !== 'mutation' && name !== 'action') {
		throw new HttpError(404, 'NotFound', `The local Convex does not have /api/${name}.`);
	}
	const body = await readJson(request);
	const { path, args, format = 'convex_encoded_json' } = body;
	if (typeof path !== 'string' || format !== 'convex_encoded_json') {
		throw new HttpError(400, 'BadRequest', 'Expected a path, and the format convex_encoded_json.');
	}
	const identity = await identify(backend, request.headers.authorization);
	const list = Array.isArray(args) ? args : [args ?? {}];
	const call = { path, args: list[0] ?? {}, identity, isTrusted: false };
	if (name === 'query') {
		return toAnswer((await backend.store.read((reader) => backend.query(reader, call))).value);
	}
	if (await backend.faults.shouldDropBefore(path)) return 'drop';
	const outcome = name === 'action' ? await backend.action(call) : await mutate(backend, call);
	if (outcome.success && backend.faults.shouldDropAfter(path)) return 'drop';
	return toAnswer(outcome);
}

/** Reads a JSON object. Throws {@link HttpError} when the body is none, or too large. */
export async function readJson(request: IncomingMessage): Promise<JSONObject> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > MAX_BODY_BYTES) throw new HttpError(413, 'TooLarge', 'The body is too large.');
		chunks.push(chunk);
	}
	let body: unknown;
	try {
		body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
	} catch {
		throw new HttpError(400, 'BadRequest', 'The body is not JSON.');
	}
	if (isObject(body)) return body;
	throw new HttpError(400, 'BadRequest', 'The body is not a JSON object.');
}

async function mutate(
	backend: Backend,
	call: Parameters<Backend['mutation']>[0]
): Promise<Outcome> {
	const outcome = await backend.mutation(call);
	return outcome.success ? { success: true, result: outcome.result.value } : outcome;
}

async function identify(backend: Backend, header: string | undefined): Promise<Identity | null> {
	if (header === undefined) return null;
	const [, token] = /^bearer (.+)$/i.exec(header) ?? [];
	if (!token) throw new HttpError(401, 'InvalidAuthHeader', 'Header must begin with `bearer `');
	try {
		return await backend.authenticate(token);
	} catch (error) {
		if (!(error instanceof TokenRejectedError)) throw error;
		throw new HttpError(401, 'Unauthenticated', error.message);
	}
}

function toAnswer(outcome: Outcome): HttpAnswer {
	if (outcome.success) return { status: 200, body: { status: 'success', value: outcome.result } };
	const { errorMessage, errorData } = outcome;
	const body: JSONObject = { status: 'error', errorMessage };
	if (errorData !== undefined) body['errorData'] = errorData;
	return { status: STATUS_FUNCTION_FAILED, body };
}

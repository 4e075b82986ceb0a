/** Runs the HTTP actions of `http.ts`. */
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as BodyStream } from 'node:stream/web';
import { TokenRejectedError } from './auth.ts';
import type { Backend } from './backend.ts';
import { within } from './component-names.ts';
import { callerOf, type HttpAnswer } from './http-api.ts';
import { Invocation } from './invocation.ts';
import { actionSyscalls } from './syscalls.ts';

const TIMEOUT_MS = 600_000;

type HttpAction = { invokeHttpAction: (request: Request) => Promise<Response> };

/** Answers a request by the route it matches; `undefined` when there is none. */
export async function answerHttpAction(
	backend: Backend,
	request: IncomingMessage
): Promise<HttpAnswer | undefined> {
	const { method = 'GET' } = request;
	const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
	const found = find(backend, url.pathname, method);
	if (!found) return undefined;
	const user = await callerOf(backend, request).catch((error: unknown) => {
		if (error instanceof TokenRejectedError) return error;
		throw error;
	});
	const path = within(found.component, url.pathname);
	const syscalls = actionSyscalls(backend, { path, user });
	const invocation = new Invocation(path, 'action', syscalls, backend.controls.now());
	return await new Promise<HttpAnswer>((resolve) => {
		const sent = new PassThrough();
		const run = async () => {
			const answer = await found.action.invokeHttpAction(toRequest(request, url));
			resolve({ status: answer.status, headers: headersOf(answer), body: sent });
			// The action goes on as long as its answer is read: what the stream calls, it calls.
			await pipeline((answer.body as BodyStream | null) ?? [], sent);
			return 'null';
		};
		invocation.run(run, TIMEOUT_MS).catch((thrown: unknown) => {
			const { summary, trace, data } = backend.explain(thrown, `${method} ${url.pathname}`);
			const code = trace === undefined ? summary : `${summary}: ${trace.split('\n')[0]}`;
			resolve({ status: 500, body: { code, trace, data } });
			sent.destroy();
		});
	});
}

function toRequest(message: IncomingMessage, url: URL): Request {
	const { method = 'GET', headers } = message;
	const hasBody = method !== 'GET' && method !== 'HEAD';
	return new Request(url, {
		method,
		headers: Object.entries(headers).flatMap(([name, values]): [string, string][] =>
			[values ?? []].flat().map((value) => [name, value])
		),
		body: hasBody ? bodyOf(message) : null,
		duplex: 'half'
	} as RequestInit);
}

/** The body as a stream that the action pulls, so that what it does with a part it does in its own context. */
function bodyOf(message: IncomingMessage): ReadableStream {
	const parts = message[Symbol.asyncIterator]();
	const pull = async (controller: ReadableStreamDefaultController) => {
		const { done, value } = (await parts.next()) as IteratorResult<Buffer, undefined>;
		if (done) controller.close();
		else controller.enqueue(new Uint8Array(value));
	};
	return new ReadableStream({ pull });
}

/** The convex package calls actions through a member that its types keep to itself. */
function find({ mounts }: Backend, pathname: string, method: string) {
	for (const { component, prefix, router } of mounts) {
		if (prefix && !pathname.startsWith(`${prefix}/`)) continue;
		const [action] = router.lookup(pathname.slice(prefix.length), method as 'GET') ?? [];
		if (action) return { component, action: action as unknown as HttpAction };
	}
	return undefined;
}

function headersOf({ headers }: Response): HttpAnswer['headers'] {
	const cookies = headers.getSetCookie();
	return {
		...Object.fromEntries(headers),
		...(cookies.length > 0 ? { 'set-cookie': cookies } : {})
	};
}

/** Runs the HTTP actions of `http.ts`. */
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { HttpRouter } from 'convex/server';
import type { Backend } from './backend.ts';
import { toFunctionError } from './errors.ts';
import { callerOf, type HttpAnswer } from './http-api.ts';
import { Invocation } from './invocation.ts';
import { actionSyscalls } from './syscalls.ts';

const TIMEOUT_MS = 600_000;

/** Answers a request by the route it matches; `undefined` when there is none. */
export async function answerHttpAction(
	backend: Backend,
	router: HttpRouter | undefined,
	request: IncomingMessage
): Promise<HttpAnswer | undefined> {
	const { method = 'GET', headers } = request;
	const url = new URL(request.url ?? '/', `http://${headers.host ?? 'localhost'}`);
	const [action] = router?.lookup(url.pathname, method as 'GET') ?? [];
	if (!action) return undefined;
	const hasBody = method !== 'GET' && method !== 'HEAD';
	const asked = new Request(url, {
		method,
		headers: Object.entries(headers).flatMap(([name, values]): [string, string][] =>
			[values ?? []].flat().map((value) => [name, value])
		),
		body: hasBody ? await buffer(request) : null
	});
	const user = await callerOf(backend, request);
	const invocation = new Invocation(
		url.pathname,
		'action',
		actionSyscalls(backend, user),
		backend.controls.now()
	);
	const answers: Response[] = [];
	try {
		await invocation.run(async () => {
			answers.push(await run(action, asked));
			return 'null';
		}, TIMEOUT_MS);
		const [answer = Response.error()] = answers;
		return {
			status: answer.status,
			headers: Object.fromEntries(answer.headers),
			body: Buffer.from(await answer.arrayBuffer())
		};
	} catch (thrown) {
		backend.log(`Server Error in ${method} ${url.pathname}: ${toFunctionError(thrown).message}`);
		return { status: 500, body: { code: 'InternalServerError', message: 'Server Error' } };
	}
}

/** The convex package calls actions through a member that its types keep to itself. */
async function run(action: object, request: Request): Promise<Response> {
	const { invokeHttpAction } = action as {
		invokeHttpAction: (request: Request) => Promise<Response>;
	};
	return await invokeHttpAction(request);
}

/** From a request to the route that answers it, and from its answer to a response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { notFound } from './api-error.ts';
import { Call } from './call.ts';
import type { Route } from './call.ts';
import { readBody, readCookie, sendJson, sendRedirect } from './http.ts';
import type { Target } from './http.ts';
import type { Instance } from './instance.ts';
import { handshakeRoutes } from './routes/handshake.ts';
import { clientRoutes } from './routes/client.ts';
import { instanceRoutes } from './routes/instance.ts';
import { meRoutes } from './routes/me.ts';
import { organizationRoutes } from './routes/organizations.ts';
import { signInRoutes } from './routes/sign-ins.ts';
import { signUpRoutes } from './routes/sign-ups.ts';
import { clientJson } from './serialize.ts';

/** The cookie that a browser is known by. */
export const CLIENT_COOKIE = '__client';

/** The longest time for which browsers keep a cookie. */
const COOKIE_LIFE_S = 400 * 24 * 60 * 60;

const ROUTES = [
	instanceRoutes,
	clientRoutes,
	handshakeRoutes,
	signInRoutes,
	signUpRoutes,
	meRoutes,
	organizationRoutes
]
	.flat()
	.map(([method, path, answer]) => ({ method, pattern: patternOf(path), answer }));

/** Answers a request to the Frontend API. Throws `ApiError` for what it refuses or does not have. */
export async function answerApi(
	instance: Instance,
	{ method, path, query }: Target,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const { answer, params } = findRoute(method, path);
	const form = new URLSearchParams(await readBody(request));
	const origin = request.headers.origin ?? instance.appOrigin;
	const cookie = readCookie(request, CLIENT_COOKIE);
	const call = new Call(instance, params, query, form, origin, cookie);

	const result = await answer(call);
	// clerk-js learns from the answer to a change what has become of the browser's sessions.
	const client = method === 'GET' ? null : await clientJson(call);
	instance.store.save();
	if (call.client && call.client.cookie !== cookie) {
		const attributes = `Path=/; Max-Age=${COOKIE_LIFE_S}; HttpOnly; SameSite=Lax`;
		response.setHeader('set-cookie', `${CLIENT_COOKIE}=${call.client.cookie}; ${attributes}`);
	}
	if ('redirect' in result) return sendRedirect(response, result.redirect);
	sendJson(response, 200, 'bare' in result ? result.bare : { ...result, client });
}

function findRoute(method: string, path: string): { answer: Route[2]; params: Call['params'] } {
	for (const route of ROUTES) {
		const match = route.method === method && route.pattern.exec(path);
		if (match) return { answer: route.answer, params: { ...match.groups } };
	}
	throw notFound(`There is no ${method} ${path} here.`);
}

function patternOf(path: string): RegExp {
	return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

/** From a request to the route that answers it, and from what that says to a response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { notFound } from './api-error.ts';
import { Call } from './call.ts';
import type { Route } from './call.ts';
import { CLIENT_COOKIE, readCookie, readForm, sendJson } from './http.ts';
import type { Instance } from './instance.ts';
import { clientRoutes } from './routes/client.ts';
import { instanceRoutes } from './routes/instance.ts';
import { meRoutes } from './routes/me.ts';
import { signInRoutes } from './routes/sign-ins.ts';
import { signUpRoutes } from './routes/sign-ups.ts';
import { clientJson } from './serialize.ts';

/** The longest that browsers keep a cookie. */
const COOKIE_LIFE_S = 400 * 24 * 60 * 60;

const ROUTES = [
	...instanceRoutes,
	...clientRoutes,
	...signInRoutes,
	...signUpRoutes,
	...meRoutes
].map(([method, path, answer]) => ({ method, pattern: patternOf(path), answer }));

/** The method that is meant: clerk-js sends all but GET as POST, which spares it a preflight. */
export function methodOf(request: IncomingMessage, url: URL): string {
	const meant = request.method === 'POST' ? url.searchParams.get('_method') : null;
	return (meant ?? request.method ?? 'GET').toUpperCase();
}

/** Answers a request to the Frontend API. Throws `ApiError` for what it does not do. */
export async function answerApi(
	instance: Instance,
	url: URL,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const { store } = instance;
	const method = methodOf(request, url);
	const { answer, params } = findRoute(method, url.pathname);
	const body = await readForm(request);
	const cookie = readCookie(request, CLIENT_COOKIE);
	const call = new Call({
		instance,
		params,
		query: url.searchParams,
		body,
		origin: request.headers.origin ?? instance.appOrigin,
		client: Object.values(store.data.clients).find((client) => client.cookie === cookie)
	});
	try {
		const result = await answer(call);
		// clerk-js takes the browser's new state from the answer to whatever changed it.
		const client = method === 'GET' || !call.client ? null : await clientJson(call, call.client);
		if (call.client && call.client.cookie !== cookie) {
			response.setHeader('set-cookie', clientCookie(call.client.cookie));
		}
		store.save();
		sendJson(response, 200, 'bare' in result ? result.bare : { ...result, client });
	} finally {
		// A refused attempt has been counted, and is kept too.
		store.save();
	}
}

function clientCookie(value: string): string {
	return `${CLIENT_COOKIE}=${value}; Path=/; Max-Age=${COOKIE_LIFE_S}; HttpOnly; SameSite=Lax`;
}

function findRoute(
	method: string,
	path: string
): { answer: Route[2]; params: Readonly<Record<string, string>> } {
	for (const route of ROUTES) {
		const match = route.method === method && route.pattern.exec(path);
		if (match) return { answer: route.answer, params: { ...match.groups } };
	}
	throw notFound(`There is no ${method} ${path} here.`);
}

function patternOf(path: string): RegExp {
	return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

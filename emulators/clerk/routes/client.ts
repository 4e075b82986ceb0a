/** The browser, its sessions and their tokens. */
import { endSessions } from '../accounts.ts';
import type { Answer, Call, Route } from '../call.ts';
import { clientJson, sessionJson } from '../serialize.ts';

/** `/v1/client` and `/v1/client/sessions`. */
export const clientRoutes: Route[] = [
	['GET', '/v1/client', answerClient],
	['DELETE', '/v1/client/sessions', endAll],
	['POST', '/v1/client/sessions/:id/touch', touch],
	['POST', '/v1/client/sessions/:id/end', end],
	['POST', '/v1/client/sessions/:id/remove', end],
	['POST', '/v1/client/sessions/:id/tokens', createToken],
	['POST', '/v1/client/sessions/:id/tokens/:template', createToken]
];

async function answerClient(call: Call): Promise<Answer> {
	return { response: await clientJson(call) };
}

function endAll(call: Call): Promise<Answer> {
	endSessions(call.data, call.sessions(), call.now);
	return answerClient(call);
}

/** Sent when a page is looked at again, and also to make another session the current one. */
async function touch(call: Call): Promise<Answer> {
	const session = call.session(call.params.id);
	session.lastActiveAt = call.now;
	Object.assign(call.openClient(), { lastActiveSessionId: session.id, updatedAt: call.now });
	return { response: await sessionJson(call, session) };
}

async function end(call: Call): Promise<Answer> {
	const session = call.session(call.params.id);
	endSessions(call.data, [session], call.now);
	return { response: await sessionJson(call, session) };
}

async function createToken(call: Call): Promise<Answer> {
	const jwt = await call.token(call.session(call.params.id), call.params.template);
	return { bare: { object: 'token', jwt } };
}

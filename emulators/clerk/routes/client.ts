/** The browser, its sessions and their tokens. */
import { endSessions } from '../accounts.ts';
import type { Answer, Call, Route } from '../call.ts';
import { clientJson, sessionJson } from '../serialize.ts';
import type { Session } from '../store.ts';

/** `/v1/client` and `/v1/client/sessions`. */
export const clientRoutes: Route[] = [
	['GET', '/v1/client', (call) => answerClient(call)],
	['PUT', '/v1/client', (call) => (call.openClient(), answerClient(call))],
	['DELETE', '/v1/client', (call) => end(call, call.sessions())],
	['DELETE', '/v1/client/sessions', (call) => end(call, call.sessions())],
	['POST', '/v1/client/sessions/:id/touch', touch],
	['POST', '/v1/client/sessions/:id/end', (call) => endOne(call, 'ended')],
	['POST', '/v1/client/sessions/:id/remove', (call) => endOne(call, 'removed')],
	['POST', '/v1/client/sessions/:id/tokens', createToken],
	['POST', '/v1/client/sessions/:id/tokens/:template', createTemplateToken]
];

async function answerClient(call: Call): Promise<Answer> {
	return { response: call.client ? await clientJson(call, call.client) : null };
}

/** Also how a page makes another session the current one. */
async function touch(call: Call): Promise<Answer> {
	const session = call.session(call.params.id);
	session.lastActiveAt = call.now;
	const client = call.openClient();
	client.lastActiveSessionId = session.id;
	client.updatedAt = call.now;
	return { response: await sessionJson(call, session) };
}

function end(call: Call, sessions: Session[]): Promise<Answer> {
	endSessions(call.data, sessions, call.now);
	return answerClient(call);
}

async function endOne(call: Call, status: 'ended' | 'removed'): Promise<Answer> {
	const session = call.session(call.params.id);
	endSessions(call.data, [session], call.now);
	return { response: await sessionJson(call, session, status) };
}

async function createToken(call: Call): Promise<Answer> {
	const subject = call.subject(call.session(call.params.id));
	return { bare: { object: 'token', jwt: await call.instance.tokens.forSession(subject) } };
}

async function createTemplateToken(call: Call): Promise<Answer> {
	const subject = call.subject(call.session(call.params.id));
	const jwt = await call.instance.tokens.forTemplate(subject, call.params.template ?? '');
	return { bare: { object: 'token', jwt } };
}

/** The browser, its sessions and their tokens. */
import { endSessions } from '../accounts.ts';
import type { Answer, Call, Route } from '../call.ts';
import { notAMember, placeIn } from '../organizations.ts';
import { clientJson, sessionJson } from '../serialize.ts';
import type { Session } from '../store.ts';

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
	session.organizationId = organizationFor(call, session);
	session.lastActiveAt = call.now;
	Object.assign(call.openClient(), { lastActiveSessionId: session.id, updatedAt: call.now });
	return { response: await sessionJson(call, session) };
}

/**
 * The organisation that a touched session goes on in. Only a choice that cannot be is refused: a page
 * that is looked at again still names the organisation that the user was in, and has to learn that
 * this is over.
 */
function organizationFor(call: Call, session: Session): string | null {
	const id = call.field('active_organization_id', session.organizationId);
	if (!id || placeIn(call.data, id, session.userId)) return id;
	if (call.field('intent') !== 'select_org') return null;
	throw notAMember();
}

async function end(call: Call): Promise<Answer> {
	const session = call.session(call.params.id);
	endSessions(call.data, [session], call.now);
	return { response: await sessionJson(call, session) };
}

async function createToken(call: Call): Promise<Answer> {
	const session = call.session(call.params.id);
	const organizationId = call.field('organization_id', session.organizationId);
	const jwt = await call.token(session, organizationId, { template: call.params.template });
	return { bare: { object: 'token', jwt } };
}

/** The signed-in user: profile, password, and where they are signed in. */
import { endSessions } from '../accounts.ts';
import { formError, notFound } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { hashNewPassword, isPassword } from '../credentials.ts';
import { sessionJson, sessionWithActivitiesJson } from '../serialize.ts';
import { userJson } from '../serialize-users.ts';
import type { Session, User } from '../store.ts';

/** `/v1/me`. */
export const meRoutes: Route[] = [
	['GET', '/v1/me', (call) => ({ response: userJson(call, call.me()) })],
	['PATCH', '/v1/me', update],
	['POST', '/v1/me/change_password', changePassword],
	['GET', '/v1/me/sessions/active', listSessions],
	['POST', '/v1/me/sessions/:id/revoke', revokeSession]
];

function update(call: Call): Answer {
	return change(call, call.names(call.me()));
}

async function changePassword(call: Call): Promise<Answer> {
	const isRight = await isPassword(call.required('current_password'), call.me().passwordHash);
	if (!isRight) throw formError('form_password_incorrect', 'current_password');
	const password = call.required('new_password');
	return change(call, { passwordHash: await hashNewPassword(password, 'new_password') });
}

/** In this browser and in others. */
function mySessions(call: Call): Session[] {
	const { id } = call.me();
	return Object.values(call.data.sessions).filter(
		({ userId, expireAt }) => userId === id && expireAt > call.now
	);
}

function listSessions(call: Call): Answer {
	return { bare: mySessions(call).map((session) => sessionWithActivitiesJson(call, session)) };
}

async function revokeSession(call: Call): Promise<Answer> {
	const session = mySessions(call).find(({ id }) => id === call.params.id);
	if (!session) throw notFound('There is no such session.');
	endSessions(call.data, [session], call.now);
	return { response: await sessionJson(call, session) };
}

function change(call: Call, changes: Partial<User>): Answer {
	const user = Object.assign(call.me(), changes, { updatedAt: call.now });
	return { response: userJson(call, user) };
}

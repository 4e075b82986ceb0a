/** The signed-in user: profile, picture, password, devices. */
import { endSessions, newId, sessionsOfUser } from '../accounts.ts';
import { ApiError, formError, unauthenticated } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { assertAcceptable, hashPassword, isPassword } from '../passwords.ts';
import { isPictureType } from '../pictures.ts';
import { sessionJson, userJson } from '../serialize.ts';
import { replaceFile } from '../store.ts';
import type { User } from '../store.ts';

/** `/v1/me`. */
export const meRoutes: Route[] = [
	['GET', '/v1/me', (call) => answerUser(call, me(call))],
	['PATCH', '/v1/me', update],
	['POST', '/v1/me/change_password', changePassword],
	['POST', '/v1/me/profile_image', setPicture],
	['DELETE', '/v1/me/profile_image', removePicture],
	['GET', '/v1/me/sessions/active', listSessions],
	['POST', '/v1/me/sessions/:id/revoke', revokeSession]
];

function update(call: Call): Answer {
	const user = me(call);
	if (call.body.fields.has('first_name')) user.firstName = call.field('first_name');
	if (call.body.fields.has('last_name')) user.lastName = call.field('last_name');
	return changed(call, user);
}

async function changePassword(call: Call): Promise<Answer> {
	const user = me(call);
	const [current, next] = [call.required('current_password'), call.required('new_password')];
	if (!(await isPassword(current, user.passwordHash))) {
		throw formError('form_password_incorrect', 'current_password');
	}
	assertAcceptable(next, 'new_password');
	user.passwordHash = await hashPassword(next);
	if (call.field('sign_out_of_other_sessions') === 'true') {
		const { id } = call.actingSession();
		const others = sessionsOfUser(call.data, user.id).filter((session) => session.id !== id);
		endSessions(call.data, others, call.now);
	}
	return changed(call, user);
}

async function setPicture(call: Call): Promise<Answer> {
	const user = me(call);
	const { file } = call.body;
	if (!file) throw formError('form_param_nil', 'file');
	if (!isPictureType(file.type)) {
		throw new ApiError(422, 'image_type_not_supported', 'is not a picture of a known type');
	}
	replaceFile(call.instance.pictureFile(user.id), new Uint8Array(await file.arrayBuffer()));
	user.image = { id: newId('img'), type: file.type };
	changed(call, user);
	const public_url = call.instance.pictureUrl(user);
	return { response: { object: 'image', id: user.image.id, name: file.name, public_url } };
}

function removePicture(call: Call): Answer {
	const user = me(call);
	const id = user.image?.id;
	user.image = null;
	changed(call, user);
	return { response: { object: 'image', id, deleted: true } };
}

/** Where the user is signed in, which is more than this browser. Clerk sends no envelope here. */
async function listSessions(call: Call): Promise<Answer> {
	const sessions = sessionsOfUser(call.data, me(call).id);
	const activities = sessions.map(async (session) => ({
		...(await sessionJson(call, session)),
		user: null,
		latest_activity: { object: 'session_activity', id: session.id, is_mobile: false }
	}));
	return { bare: await Promise.all(activities) };
}

async function revokeSession(call: Call): Promise<Answer> {
	const sessions = sessionsOfUser(call.data, me(call).id);
	const session = sessions.find(({ id }) => id === call.params.id);
	if (!session) throw unauthenticated();
	const response = await sessionJson(call, session, 'revoked');
	endSessions(call.data, [session], call.now);
	return { response };
}

function me(call: Call): User {
	return call.userOf(call.actingSession());
}

function changed(call: Call, user: User): Answer {
	user.updatedAt = call.now;
	return answerUser(call, user);
}

function answerUser(call: Call, user: User): Answer {
	return { response: userJson(call, user) };
}

/** The signed-in user: profile, picture and password. */
import { newId } from '../accounts.ts';
import { formError } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { hashNewPassword, isPassword } from '../credentials.ts';
import { pictureUrl, savePicture } from '../pictures.ts';
import { userJson } from '../serialize.ts';
import type { User } from '../store.ts';

/** `/v1/me`. */
export const meRoutes: Route[] = [
	['GET', '/v1/me', (call) => ({ response: userJson(call, me(call)) })],
	['PATCH', '/v1/me', update],
	['POST', '/v1/me/change_password', changePassword],
	['POST', '/v1/me/profile_image', setPicture],
	['DELETE', '/v1/me/profile_image', removePicture]
];

function update(call: Call): Answer {
	const { fields } = call.form;
	const { firstName, lastName } = me(call);
	return change(call, {
		firstName: fields.has('first_name') ? call.field('first_name') : firstName,
		lastName: fields.has('last_name') ? call.field('last_name') : lastName
	});
}

async function changePassword(call: Call): Promise<Answer> {
	const isRight = await isPassword(call.required('current_password'), me(call).passwordHash);
	if (!isRight) throw formError('form_password_incorrect', 'current_password');
	const password = call.required('new_password');
	return change(call, { passwordHash: await hashNewPassword(password, 'new_password') });
}

async function setPicture(call: Call): Promise<Answer> {
	const { file } = call.form;
	if (!file) throw formError('form_param_nil', 'file');
	const user = me(call);
	const id = newId('img');
	await savePicture(call.instance, user, file);
	change(call, { picture: { id, type: file.type } });
	const public_url = pictureUrl(call.instance, user);
	return { response: { object: 'image', id, name: file.name, public_url } };
}

function removePicture(call: Call): Answer {
	const id = me(call).picture?.id;
	change(call, { picture: null });
	return { response: { object: 'image', id, deleted: true } };
}

/** Whose session the page says it acts in. */
function me(call: Call): User {
	const id = call.query.get('_clerk_session_id') ?? call.client?.lastActiveSessionId;
	return call.user(call.session(id).userId);
}

function change(call: Call, changes: Partial<User>): Answer {
	const user = Object.assign(me(call), changes, { updatedAt: call.now });
	return { response: userJson(call, user) };
}

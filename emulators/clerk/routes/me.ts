/** The signed-in user: profile and password. */
import { formError } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { hashNewPassword, isPassword } from '../credentials.ts';
import { userJson } from '../serialize.ts';
import type { User } from '../store.ts';

/** `/v1/me`. */
export const meRoutes: Route[] = [
	['GET', '/v1/me', (call) => ({ response: userJson(call, me(call)) })],
	['PATCH', '/v1/me', update],
	['POST', '/v1/me/change_password', changePassword]
];

function update(call: Call): Answer {
	const { firstName, lastName } = me(call);
	return change(call, {
		firstName: call.form.has('first_name') ? call.field('first_name') : firstName,
		lastName: call.form.has('last_name') ? call.field('last_name') : lastName
	});
}

async function changePassword(call: Call): Promise<Answer> {
	const isRight = await isPassword(call.required('current_password'), me(call).passwordHash);
	if (!isRight) throw formError('form_password_incorrect', 'current_password');
	const password = call.required('new_password');
	return change(call, { passwordHash: await hashNewPassword(password, 'new_password') });
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

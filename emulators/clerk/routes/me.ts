/** The signed-in user: profile and password. */
import { formError } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { hashNewPassword, isPassword } from '../credentials.ts';
import { userJson } from '../serialize-users.ts';
import type { User } from '../store.ts';

/** `/v1/me`. */
export const meRoutes: Route[] = [
	['GET', '/v1/me', (call) => ({ response: userJson(call, call.me()) })],
	['PATCH', '/v1/me', update],
	['POST', '/v1/me/change_password', changePassword]
];

function update(call: Call): Answer {
	const { firstName, lastName } = call.me();
	return change(call, {
		firstName: call.field('first_name', firstName),
		lastName: call.field('last_name', lastName)
	});
}

async function changePassword(call: Call): Promise<Answer> {
	const isRight = await isPassword(call.required('current_password'), call.me().passwordHash);
	if (!isRight) throw formError('form_password_incorrect', 'current_password');
	const password = call.required('new_password');
	return change(call, { passwordHash: await hashNewPassword(password, 'new_password') });
}

function change(call: Call, changes: Partial<User>): Answer {
	const user = Object.assign(call.me(), changes, { updatedAt: call.now });
	return { response: userJson(call, user) };
}

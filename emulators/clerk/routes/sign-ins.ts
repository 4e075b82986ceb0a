/** Signing in: with a password, or with a code that "arrives" by e-mail. */
import { EMAIL_CODE, findUser, newId, normalEmail, startSession } from '../accounts.ts';
import { ApiError, formError, notFound } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { isPassword } from '../passwords.ts';
import { signInJson } from '../serialize.ts';
import type { SignIn, User } from '../store.ts';

/** `/v1/client/sign_ins`. */
export const signInRoutes: Route[] = [
	['POST', '/v1/client/sign_ins', create],
	['GET', '/v1/client/sign_ins/:id', (call) => ({ response: signInJson(call, current(call)) })],
	['POST', '/v1/client/sign_ins/:id/prepare_first_factor', prepare],
	['POST', '/v1/client/sign_ins/:id/attempt_first_factor', attempt]
];

async function create(call: Call): Promise<Answer> {
	const user = findUser(call.data, normalEmail(call.field('identifier') ?? '', 'identifier'));
	if (!user) throw formError('form_identifier_not_found', 'identifier');
	refuseSecondSession(call, user);
	const client = call.openClient();
	client.signIn = { id: newId('sia'), userId: user.id, sentCode: false, attempts: 0 };
	if (call.field('password')) return attemptWith(call, client.signIn, user, 'password');
	if (call.field('strategy') === 'email_code') client.signIn.sentCode = true;
	return { response: signInJson(call, client.signIn) };
}

function prepare(call: Call): Answer {
	const signIn = current(call);
	if (call.field('strategy') !== 'email_code') throw unknownStrategy();
	signIn.sentCode = true;
	return { response: signInJson(call, signIn) };
}

function attempt(call: Call): Promise<Answer> {
	const signIn = current(call);
	const user = call.data.users[signIn.userId];
	if (!user) throw formError('form_identifier_not_found', 'identifier');
	const strategy = call.field('strategy');
	if (strategy !== 'password' && strategy !== 'email_code') throw unknownStrategy();
	return attemptWith(call, signIn, user, strategy);
}

async function attemptWith(
	call: Call,
	signIn: SignIn,
	user: User,
	strategy: 'password' | 'email_code'
): Promise<Answer> {
	signIn.attempts += 1;
	if (strategy === 'password') {
		if (!(await isPassword(call.required('password'), user.passwordHash))) {
			throw formError('form_password_incorrect', 'password');
		}
		signIn.sentCode = false;
	} else {
		assertCode(call, signIn);
	}
	const client = call.openClient();
	// Two tabs can send the same attempt. The first one has signed in already.
	if (client.signIn !== signIn) throw noSignIn(signIn.id);
	const session = startSession(call.data, client, user, strategy, call.now);
	client.signIn = null;
	return { response: signInJson(call, signIn, session.id) };
}

/** Throws when the code is not the one that was sent, or none was. */
export function assertCode(call: Call, { sentCode }: { sentCode: boolean }): void {
	if (!sentCode) {
		const what = 'You need to send a verification code before attempting to verify.';
		throw new ApiError(400, 'verification_not_sent', 'not sent', what);
	}
	if (call.required('code') !== EMAIL_CODE) throw formError('form_code_incorrect', 'code');
}

/** clerk-js answers this one by going to the session that is there. */
function refuseSecondSession(call: Call, user: User): void {
	const session = call.sessions().find(({ userId }) => userId === user.id);
	if (!session) return;
	const message = "You're already signed in";
	throw new ApiError(400, 'identifier_already_signed_in', message, message, {
		session_id: session.id
	});
}

function current(call: Call): SignIn {
	const signIn = call.client?.signIn;
	if (!signIn || signIn.id !== call.params.id) throw noSignIn(call.params.id);
	return signIn;
}

function noSignIn(id: string | undefined): ApiError {
	return notFound(`No sign in was found with id ${id}`);
}

function unknownStrategy(): ApiError {
	const what = 'The verification strategy is not valid for this account';
	return new ApiError(422, 'strategy_for_user_invalid', 'Invalid verification strategy', what);
}

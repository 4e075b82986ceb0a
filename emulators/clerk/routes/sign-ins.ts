/** Signing in: with a password, or with a code that "arrives" by e-mail. */
import { findUser, newId, normalEmail, startSession } from '../accounts.ts';
import { ApiError, formError, notFound } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { assertCode, isPassword } from '../credentials.ts';
import { signInJson } from '../serialize.ts';
import type { SignIn, User } from '../store.ts';

const strategyInvalid = () =>
	new ApiError(422, 'strategy_for_user_invalid', 'This account cannot be verified in that way.');

/** `/v1/client/sign_ins`. */
export const signInRoutes: Route[] = [
	['POST', '/v1/client/sign_ins', create],
	['POST', '/v1/client/sign_ins/:id/prepare_first_factor', prepare],
	['POST', '/v1/client/sign_ins/:id/attempt_first_factor', (call) => complete(call, current(call))]
];

/** Only an address or, in one go, also the password. */
function create(call: Call): Answer | Promise<Answer> {
	const user = findUser(call.data, normalEmail(call.field('identifier') ?? '', 'identifier'));
	if (!user) throw formError('form_identifier_not_found', 'identifier');
	refuseSecondSession(call, user);
	const signIn = { id: newId('sia'), userId: user.id, codeSent: false };
	call.openClient().signIn = signIn;
	if (call.field('password')) return complete(call, signIn);
	return { response: signInJson(call, signIn) };
}

function prepare(call: Call): Answer {
	const signIn = current(call);
	if (call.field('strategy') !== 'email_code') throw strategyInvalid();
	signIn.codeSent = true;
	return { response: signInJson(call, signIn) };
}

async function complete(call: Call, signIn: SignIn): Promise<Answer> {
	const user = call.user(signIn.userId);
	const strategy = call.field('strategy') ?? 'password';
	if (strategy === 'password') {
		const isRight = await isPassword(call.required('password'), user.passwordHash);
		if (!isRight) throw formError('form_password_incorrect', 'password');
	} else if (strategy === 'email_code') {
		assertCode(call.required('code'), signIn);
	} else {
		throw strategyInvalid();
	}
	const client = call.openClient();
	// While the password was checked, the same attempt can have come a second time.
	refuseSecondSession(call, user);
	const session = startSession(call.data, client, user, call.now);
	client.signIn = null;
	return { response: signInJson(call, signIn, session) };
}

/** clerk-js answers this by going to the session that is there. */
function refuseSecondSession(call: Call, user: User): void {
	const session = call.sessions().find(({ userId }) => userId === user.id);
	if (!session) return;
	const meta = { session_id: session.id };
	throw new ApiError(400, 'identifier_already_signed_in', "You're already signed in", meta);
}

function current({ client, params }: Call): SignIn {
	if (client?.signIn && client.signIn.id === params.id) return client.signIn;
	throw notFound(`No sign in was found with id ${params.id}`);
}

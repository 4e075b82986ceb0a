/** Signing up: an address, a password, a name if one likes, and the code that proves the address. */
import { addUser, assertNoUser, newId, normalEmail, startSession } from '../accounts.ts';
import { notFound } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { assertCode, hashNewPassword } from '../credentials.ts';
import { signUpJson } from '../serialize.ts';
import type { SignUp } from '../store.ts';

/** `/v1/client/sign_ups`. */
export const signUpRoutes: Route[] = [
	['POST', '/v1/client/sign_ups', create],
	['POST', '/v1/client/sign_ups/:id/prepare_verification', prepare],
	['POST', '/v1/client/sign_ups/:id/attempt_verification', attempt]
];

async function create(call: Call): Promise<Answer> {
	const email = normalEmail(call.required('email_address'), 'email_address');
	assertNoUser(call.data, email);
	const user = {
		email,
		...call.names(),
		passwordHash: await hashNewPassword(call.required('password'), 'password')
	};
	const signUp = { id: newId('sua'), user, codeSent: false };
	call.openClient().signUp = signUp;
	return { response: signUpJson(call, signUp) };
}

function prepare(call: Call): Answer {
	const signUp = current(call);
	signUp.codeSent = true;
	return { response: signUpJson(call, signUp) };
}

function attempt(call: Call): Answer {
	const signUp = current(call);
	assertCode(call.required('code'), signUp);
	const user = addUser(call.data, signUp.user, call.now);
	const client = call.openClient();
	const session = startSession(call.data, client, user, call.now);
	client.signUp = null;
	return { response: signUpJson(call, signUp, session) };
}

function current({ client, params }: Call): SignUp {
	if (client?.signUp && client.signUp.id === params.id) return client.signUp;
	throw notFound(`No sign up was found with id ${params.id}`);
}

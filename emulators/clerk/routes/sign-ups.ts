/** Signing up: an address, a password, a name if one likes, and the code that proves the address. */
import { addUser, findUser, newId, normalEmail, startSession } from '../accounts.ts';
import { formError, notFound } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import { assertAcceptable, hashPassword } from '../passwords.ts';
import { signUpJson } from '../serialize.ts';
import type { SignUp } from '../store.ts';
import { assertCode } from './sign-ins.ts';

/** `/v1/client/sign_ups`. */
export const signUpRoutes: Route[] = [
	['POST', '/v1/client/sign_ups', create],
	['GET', '/v1/client/sign_ups/:id', (call) => ({ response: signUpJson(call, current(call)) })],
	['PATCH', '/v1/client/sign_ups/:id', update],
	['POST', '/v1/client/sign_ups/:id/prepare_verification', prepare],
	['POST', '/v1/client/sign_ups/:id/attempt_verification', attempt]
];

async function create(call: Call): Promise<Answer> {
	const signUp: SignUp = {
		id: newId('sua'),
		email: null,
		passwordHash: null,
		firstName: null,
		lastName: null,
		sentCode: false,
		verified: false,
		attempts: 0,
		createdAt: call.now
	};
	await fill(call, signUp);
	call.openClient().signUp = signUp;
	return { response: signUpJson(call, signUp) };
}

async function update(call: Call): Promise<Answer> {
	const signUp = current(call);
	await fill(call, signUp);
	return finish(call, signUp);
}

/** Takes what the form has. What it has not keeps its value, so that a form can come in parts. */
async function fill(call: Call, signUp: SignUp): Promise<void> {
	const { fields } = call.body;
	const address = fields.get('email_address');
	const email = address === undefined ? signUp.email : normalEmail(address, 'email_address');
	if (email && findUser(call.data, email)) {
		throw formError('form_identifier_exists', 'email_address');
	}
	const password = fields.get('password');
	if (password) {
		assertAcceptable(password, 'password');
		signUp.passwordHash = await hashPassword(password);
	}
	if (email !== signUp.email) Object.assign(signUp, { email, sentCode: false, verified: false });
	if (fields.has('first_name')) signUp.firstName = call.field('first_name');
	if (fields.has('last_name')) signUp.lastName = call.field('last_name');
}

function prepare(call: Call): Answer {
	const signUp = current(call);
	if (!signUp.email) throw formError('form_param_nil', 'email_address');
	signUp.sentCode = true;
	return { response: signUpJson(call, signUp) };
}

function attempt(call: Call): Answer {
	const signUp = current(call);
	signUp.attempts += 1;
	assertCode(call, signUp);
	signUp.verified = true;
	return finish(call, signUp);
}

/** Makes the account and signs it in when nothing is missing any more. */
function finish(call: Call, signUp: SignUp): Answer {
	const { email, passwordHash, firstName, lastName, verified } = signUp;
	if (!email || !passwordHash || !verified) return { response: signUpJson(call, signUp) };
	const user = addUser(call.data, { email, passwordHash, firstName, lastName }, call.now);
	const client = call.openClient();
	const session = startSession(call.data, client, user, 'email_code', call.now);
	client.signUp = null;
	return { response: signUpJson(call, signUp, session) };
}

function current(call: Call): SignUp {
	const signUp = call.client?.signUp;
	if (!signUp || signUp.id !== call.params.id) {
		throw notFound(`No sign up was found with id ${call.params.id}`);
	}
	return signUp;
}

/** Browsers, sessions and how they begin, as the JSON of Clerk's Frontend API. */
import type * as clerk from '@clerk/shared/types';
import type { Call } from './call.ts';
import { emailIdOf, publicUserJson, userJson } from './serialize-users.ts';
import type { Sent } from './serialize-users.ts';
import type { Session, SignIn, SignUp } from './store.ts';

/** A session with its user, and a token that is good now. */
export async function sessionJson(call: Call, session: Session): Promise<Sent<clerk.SessionJSON>> {
	const [user, status] = [call.user(session.userId), call.status(session)];
	return {
		id: session.id,
		status: session.id in call.data.sessions ? status : 'removed',
		tasks: status === 'pending' ? [{ key: 'choose-organization' }] : null,
		last_active_token: { object: 'token', jwt: await call.token(session, session.organizationId) },
		last_active_organization_id: session.organizationId,
		user: userJson(call, user),
		public_user_data: publicUserJson(call, user),
		last_active_at: session.lastActiveAt,
		expire_at: session.expireAt,
		created_at: session.createdAt,
		updated_at: session.lastActiveAt
	};
}

/** A session as its user sees it in the list of all of theirs; the local Clerk does not know what it runs in. */
export function sessionWithActivitiesJson(
	call: Call,
	session: Session
): Sent<clerk.SessionWithActivitiesJSON> {
	return {
		id: session.id,
		status: call.status(session),
		last_active_at: session.lastActiveAt,
		expire_at: session.expireAt,
		latest_activity: { id: `act_${session.id}` },
		user: null
	};
}

/** The browser that asks: who is signed in in it, and who is about to be. `null` is a new one. */
export async function clientJson(call: Call): Promise<Sent<clerk.ClientJSON> | null> {
	const { client } = call;
	if (!client) return null;
	return {
		id: client.id,
		sessions: await Promise.all(call.sessions().map((session) => sessionJson(call, session))),
		sign_in: client.signIn && signInJson(call, client.signIn),
		sign_up: client.signUp && signUpJson(call, client.signUp),
		last_active_session_id: client.lastActiveSessionId,
		updated_at: client.updatedAt
	};
}

/** A sign-in. It is complete when it has made a session. */
export function signInJson(call: Call, signIn: SignIn, session?: Session): Sent<clerk.SignInJSON> {
	const user = call.user(signIn.userId);
	const address = { safe_identifier: user.email, email_address_id: emailIdOf(user), primary: true };
	return {
		id: signIn.id,
		status: session ? 'complete' : 'needs_first_factor',
		identifier: user.email,
		supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code', ...address }],
		supported_second_factors: [],
		user_data: publicUserJson(call, user),
		created_session_id: session?.id ?? null
	};
}

/** A sign-up. It is complete when it has made a session. */
export function signUpJson(call: Call, signUp: SignUp, session?: Session): Sent<clerk.SignUpJSON> {
	const { id, user, codeSent } = signUp;
	const emailVerification: Sent<clerk.SignUpVerificationJSON> = {
		status: session ? 'verified' : 'unverified',
		// The sign-up page asks for a code to be sent as long as no strategy is named here.
		strategy: codeSent ? 'email_code' : null
	};
	return {
		id,
		status: session ? 'complete' : 'missing_requirements',
		required_fields: ['email_address', 'password'],
		optional_fields: call.data.hasNoNames ? [] : ['first_name', 'last_name'],
		missing_fields: [],
		unverified_fields: session ? [] : ['email_address'],
		email_address: user.email,
		first_name: user.firstName,
		last_name: user.lastName,
		has_password: true,
		verifications: { email_address: emailVerification },
		created_session_id: session?.id ?? null,
		created_user_id: session?.userId ?? null
	};
}

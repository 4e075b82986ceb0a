/** What is stored, as the JSON of Clerk's Frontend API. Organisations are not part of it yet. */
import type {
	ClientJSON,
	PublicUserDataJSON,
	SessionJSON,
	SignInJSON,
	SignUpJSON,
	UserJSON,
	VerificationJSON
} from '@clerk/shared/types';
import { unauthenticated } from './api-error.ts';
import type { Call } from './call.ts';
import type { Client, Session, SignIn, SignUp, User } from './store.ts';

const ATTEMPT_LIFE_MS = 24 * 60 * 60 * 1000;
const CODE_LIFE_MS = 10 * 60 * 1000;

/** The id of the one e-mail address that an account has. */
export function emailIdOf(user: User): string {
	return user.id.replace(/^user/, 'idn');
}

/** A user, as that user may see it. */
export function userJson(call: Call, user: User): UserJSON {
	return {
		object: 'user',
		id: user.id,
		external_id: null,
		primary_email_address_id: emailIdOf(user),
		primary_phone_number_id: null,
		primary_web3_wallet_id: null,
		image_url: call.instance.pictureUrl(user),
		has_image: user.image !== null,
		profile_image_id: user.image?.id ?? '',
		username: null,
		first_name: user.firstName,
		last_name: user.lastName,
		email_addresses: [
			{
				object: 'email_address',
				id: emailIdOf(user),
				email_address: user.email,
				verification: verificationJson({ strategy: 'email_code', status: 'verified' }),
				linked_to: [],
				matches_sso_connection: false
			}
		],
		phone_numbers: [],
		web3_wallets: [],
		external_accounts: [],
		enterprise_accounts: [],
		passkeys: [],
		organization_memberships: [],
		password_enabled: true,
		totp_enabled: false,
		backup_code_enabled: false,
		two_factor_enabled: false,
		public_metadata: {},
		unsafe_metadata: {},
		last_sign_in_at: user.lastSignInAt,
		create_organization_enabled: false,
		create_organizations_limit: null,
		delete_self_enabled: false,
		legal_accepted_at: null,
		timezone: null,
		created_at: user.createdAt,
		updated_at: user.updatedAt
	};
}

/** A session with its user and a token that is good now. */
export async function sessionJson(
	call: Call,
	session: Session,
	status: SessionJSON['status'] = 'active'
): Promise<SessionJSON> {
	const subject = call.subject(session);
	const minutesSinceSignIn = Math.floor((call.now - session.createdAt) / 60_000);
	return {
		object: 'session',
		id: session.id,
		status,
		factor_verification_age: [minutesSinceSignIn, -1],
		expire_at: session.expireAt,
		abandon_at: session.expireAt,
		last_active_at: session.lastActiveAt,
		last_active_token: {
			object: 'token',
			id: session.id,
			jwt: await call.instance.tokens.forSession(subject)
		},
		last_active_organization_id: null,
		actor: null,
		tasks: null,
		user: userJson(call, subject.user),
		public_user_data: publicUserJson(call, subject.user),
		created_at: session.createdAt,
		updated_at: session.lastActiveAt
	};
}

/** A browser: who is signed in in it, and who is about to be. */
export async function clientJson(call: Call, client: Client): Promise<ClientJSON> {
	return {
		object: 'client',
		id: client.id,
		sessions: await Promise.all(call.sessions().map((session) => sessionJson(call, session))),
		sign_in: client.signIn && signInJson(call, client.signIn),
		sign_up: client.signUp && signUpJson(call, client.signUp),
		last_active_session_id: client.lastActiveSessionId,
		last_authentication_strategy: client.lastStrategy,
		cookie_expires_at: null,
		created_at: client.createdAt,
		updated_at: client.updatedAt
	};
}

/** A sign-in. It is complete when it has made a session. */
export function signInJson(
	call: Call,
	signIn: SignIn,
	createdSessionId: string | null = null
): SignInJSON {
	const user = call.data.users[signIn.userId];
	if (!user) throw unauthenticated();
	const safe = { safe_identifier: user.email, email_address_id: emailIdOf(user), primary: true };
	return {
		object: 'sign_in',
		id: signIn.id,
		status: createdSessionId ? 'complete' : 'needs_first_factor',
		identifier: user.email,
		supported_identifiers: ['email_address'],
		supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code', ...safe }],
		supported_second_factors: [],
		first_factor_verification:
			signIn.sentCode || createdSessionId
				? verificationJson({
						strategy: signIn.sentCode ? 'email_code' : 'password',
						status: createdSessionId ? 'verified' : 'unverified',
						attempts: signIn.attempts,
						expireAt: call.now + CODE_LIFE_MS
					})
				: null,
		second_factor_verification: null,
		user_data: publicUserJson(call, user) as SignInJSON['user_data'],
		created_session_id: createdSessionId,
		timezone: null
	};
}

/** A sign-up. It is complete when it has made a session. */
export function signUpJson(call: Call, signUp: SignUp, created?: Session): SignUpJSON {
	const missing: SignUpJSON['missing_fields'] = [];
	if (!signUp.email) missing.push('email_address');
	if (!signUp.passwordHash) missing.push('password');
	const verification = verificationJson({
		strategy: 'email_code',
		status: signUp.verified ? 'verified' : 'unverified',
		attempts: signUp.attempts,
		expireAt: call.now + CODE_LIFE_MS
	});
	return {
		object: 'sign_up',
		id: signUp.id,
		status: created ? 'complete' : 'missing_requirements',
		required_fields: ['email_address', 'password'],
		optional_fields: ['first_name', 'last_name'],
		missing_fields: missing,
		unverified_fields: signUp.email && !signUp.verified ? ['email_address'] : [],
		username: null,
		first_name: signUp.firstName,
		last_name: signUp.lastName,
		email_address: signUp.email,
		phone_number: null,
		web3_wallet: null,
		external_account_strategy: null,
		external_account: null,
		has_password: signUp.passwordHash !== null,
		unsafe_metadata: {},
		created_session_id: created?.id ?? null,
		created_user_id: created?.userId ?? null,
		abandon_at: signUp.createdAt + ATTEMPT_LIFE_MS,
		legal_accepted_at: null,
		locale: null,
		timezone: null,
		verifications: {
			email_address: {
				...verification,
				next_action: signUp.sentCode ? 'needs_attempt' : 'needs_prepare',
				supported_strategies: ['email_code']
			}
		} as SignUpJSON['verifications']
	};
}

function publicUserJson(call: Call, user: User): PublicUserDataJSON {
	return {
		first_name: user.firstName,
		last_name: user.lastName,
		image_url: call.instance.pictureUrl(user),
		has_image: user.image !== null,
		identifier: user.email,
		user_id: user.id
	};
}

/** Clerk sends `null` where its types have no room for it. */
function verificationJson(fields: {
	strategy: 'password' | 'email_code';
	status: VerificationJSON['status'];
	attempts?: number;
	expireAt?: number;
}): VerificationJSON {
	const { strategy, status, attempts = null, expireAt = null } = fields;
	const error = null;
	return {
		object: 'verification',
		status,
		strategy,
		attempts,
		expire_at: expireAt,
		error
	} as unknown as VerificationJSON;
}

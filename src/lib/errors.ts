/** An error to be decided on by its `code`, which stays the same. Its message is for people. */
export class CodedError<Code extends string> extends Error {
	constructor(
		readonly code: Code,
		message: string,
		options?: ErrorOptions
	) {
		super(message, options);
	}
}

/** The steps that can fail between Clerk's session and an identity that Convex accepts. */
export type AuthErrorCode =
	| 'secret_key'
	| 'invalid_publishable_key'
	| 'clerk_not_loaded'
	| 'clerk_too_old'
	| 'no_active_session'
	| 'token_retrieval_failed'
	| 'no_convex_audience'
	| 'no_auth_config'
	| 'rejected_by_convex'
	| 'clock_skew'
	| 'convex_not_reached'
	| 'convex_client_taken'
	| 'sign_out_failed';

/**
 * A failed step of authentication. The step is retried, unless a key is wrong. The message says what a
 * developer can do; docs/errors.md has all codes.
 */
export class AuthError extends CodedError<AuthErrorCode> {
	override name = 'AuthError';
}

/** An argument has a value of a type that Convex does not have, such as a `Date`. */
export class ArgumentError extends TypeError {
	override name = 'ArgumentError';
	readonly code = 'no_convex_type';
}

/** Why a call to Convex had no answer. */
export type CallErrorCode = 'not_connected' | 'outcome_unknown' | 'not_understood';

/**
 * A mutation or action had no answer. `not_connected`: it was never sent. `outcome_unknown`: the connection
 * ended first, so it may have happened. `not_understood`: Convex has ended the connection because of
 * something that it could not read, while this alone was on its way. Repeat it only if it is idempotent.
 */
export class CallError extends CodedError<CallErrorCode> {
	override name = 'CallError';
}

/** The call would be nobody's, and it is not known that nobody is signed in. */
export const notSignedIn = () => new CallError('not_connected', 'Not sent: nobody is signed in.');

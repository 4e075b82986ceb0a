/** What can go wrong between Clerk's session and an identity that Convex accepts. */
export type AuthErrorCode =
	| 'clerk_not_loaded'
	| 'no_active_session'
	| 'token_retrieval_failed'
	| 'no_convex_audience'
	| 'rejected_by_convex'
	| 'clock_skew'
	| 'sign_out_failed';

/** A failed step of authentication. It is retried; the message says what a person can do meanwhile. */
export class AuthError extends Error {
	override name = 'AuthError';

	constructor(
		readonly code: AuthErrorCode,
		message: string,
		options?: ErrorOptions
	) {
		super(message, options);
	}
}

/** Why a call to Convex has no answer. */
export type CallErrorCode = 'not_connected' | 'outcome_unknown';

/**
 * A mutation or action without an answer. `not_connected`: it was never sent. `outcome_unknown`: the
 * connection ended first, so that it may have happened; repeat only what is idempotent.
 */
export class CallError extends Error {
	override name = 'CallError';

	constructor(
		readonly code: CallErrorCode,
		message: string
	) {
		super(message);
	}
}

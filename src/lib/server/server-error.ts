/** What can be wrong on a server. */
export type ServerErrorCode =
	| 'clerk_backend_missing'
	| 'no_secret_key'
	| 'no_handle'
	| 'no_convex_audience'
	| 'token_retrieval_failed'
	| 'no_answer';

/** Something that a server needs is missing or does not answer. The message says what to do. */
export class ServerError extends Error {
	override name = 'ServerError';

	constructor(
		readonly code: ServerErrorCode,
		message: string,
		options?: ErrorOptions
	) {
		super(message, options);
	}
}

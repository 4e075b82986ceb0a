/** Why something was not put into the outbox, or not changed in it. */
export type OutboxErrorCode = 'not_defined' | 'storage_full' | 'storage_failed' | 'closed';

/**
 * The outbox has not taken what it was given: keep it and tell the user. `not_defined`: it does not know
 * how to deliver this mutation. `storage_full`: there is no room, even without the cache.
 * `storage_failed`: the device's storage does not work now. `closed`: another user's account is open.
 */
export class OutboxError extends Error {
	override name = 'OutboxError';

	constructor(
		readonly code: OutboxErrorCode,
		cause?: unknown
	) {
		super(`Not saved: ${code}`, { cause });
	}
}

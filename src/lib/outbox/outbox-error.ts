import { CodedError } from '../errors.js';

/** Why a mutation was not put into the outbox, or not changed in it. */
export type OutboxErrorCode = 'not_defined' | 'storage_full' | 'storage_failed' | 'closed';

/**
 * The outbox has not stored what it was given. Keep the user's text and tell them. `not_defined`: there is
 * no `defineDelivery()` for this mutation. `storage_full`: the device is full, even without cached data.
 * `storage_failed`: the device's storage does not work now. `closed`: the account was closed, for example
 * by a sign-out.
 */
export class OutboxError extends CodedError<OutboxErrorCode> {
	override name = 'OutboxError';

	constructor(code: OutboxErrorCode, cause?: unknown) {
		super(code, `Not saved: ${code}`, { cause });
	}
}

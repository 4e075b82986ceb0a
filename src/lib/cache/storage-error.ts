import { CodedError } from '../errors.js';

/** Why the device has not stored or read something. */
export type StorageErrorCode =
	'quota_exceeded' | 'timed_out' | 'closed' | 'conflict' | 'failed' | 'refused';

/**
 * An operation on the device's storage failed, and nothing of it has happened. `quota_exceeded`: the device
 * is full. `timed_out`: the database does not answer. `closed`: the store was closed. `conflict`: the
 * work itself has ended it, because another tab was faster. `failed`: any other reason, see the cause.
 * `refused`: the browser lets this page store nothing. The code that catches it tells the user what this
 * means.
 */
export class StorageError extends CodedError<StorageErrorCode> {
	override name = 'StorageError';

	constructor(code: StorageErrorCode, cause?: unknown, message = `Not stored: ${code}`) {
		super(code, message, { cause });
	}
}

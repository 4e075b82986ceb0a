/** Why the device has not stored or read something. */
export type StorageErrorCode = 'quota_exceeded' | 'timed_out' | 'closed' | 'failed';

/**
 * An operation on the device's storage failed, and nothing of it has happened. `quota_exceeded`: the device
 * is full. `timed_out`: the database does not answer. `closed`: the store was closed. `failed`: any other
 * reason, see the cause. The code that catches it tells the user what this means.
 */
export class StorageError extends Error {
	override name = 'StorageError';

	constructor(
		readonly code: StorageErrorCode,
		cause?: unknown
	) {
		super(`Not stored: ${code}`, { cause });
	}
}

/** Why the device has not stored or read something. */
export type StorageErrorCode = 'quota_exceeded' | 'timed_out' | 'closed' | 'conflict' | 'failed';

/**
 * An operation on the device's storage failed, and nothing of it has happened. `quota_exceeded`: the device
 * is full. `timed_out`: the database does not answer. `closed`: the store was closed. `conflict`: the
 * work itself has ended it, because another tab was faster. `failed`: any other reason, see the cause. The code that catches it tells the user what this means.
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

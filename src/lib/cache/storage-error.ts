/** Why the device has not kept or read something. */
export type StorageErrorCode = 'quota_exceeded' | 'timed_out' | 'closed' | 'failed';

/**
 * What was asked of the device's storage has not happened, none of it. `quota_exceeded`: there is no
 * room. `timed_out`: the database is wedged. `closed`: by whoever opened it. `failed`: anything else,
 * see the cause. Whoever catches it says to the user what that means.
 */
export class StorageError extends Error {
	override name = 'StorageError';

	constructor(
		readonly code: StorageErrorCode,
		cause?: unknown
	) {
		super(`Not kept: ${code}`, { cause });
	}
}

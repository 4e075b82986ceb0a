/** Why the kit could not do what a test asked of it. */
export type OfflineKitErrorCode = 'not_running' | 'no_page' | 'no_profile' | 'cannot_kill';

/**
 * A test asks what cannot be. `not_running`: the browser has been ended. `no_page`: its page has been
 * closed. `no_profile`: it shares its browser, which keeps nothing of it. `cannot_kill`: only Chromium tells which process it is.
 */
export class OfflineKitError extends Error {
	override name = 'OfflineKitError';

	constructor(
		readonly code: OfflineKitErrorCode,
		message: string,
		options?: ErrorOptions
	) {
		super(message, options);
	}
}

import { SetupError } from './setup-error.js';

/**
 * The host of a Convex deployment, with its port.
 *
 * @throws {SetupError} `invalid_convex_url` when it is not an address that a browser can connect to
 */
export function hostOf(convexUrl: string): string {
	if (!/^https?:\/\/\w/.test(convexUrl)) throw new SetupError('invalid_convex_url');
	return new URL(convexUrl).host;
}

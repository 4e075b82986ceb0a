import { isPublishableKey } from '@clerk/shared/keys';
import { AuthError } from '../errors.js';

/**
 * Looks at the key before anything is done with it: it becomes a part of the page, and of an address.
 *
 * @throws {AuthError} `secret_key` or `invalid_publishable_key`; the message has nothing of the key
 */
export function checkPublishableKey(key: string): void {
	if (/^\s*sk_/.test(key)) {
		throw new AuthError(
			'secret_key',
			'clerk.publishableKey is a SECRET key: it begins with sk_. It was sent nowhere, but whoever opens this ' +
				'page can read it. Replace it in the Clerk dashboard (Configure, API keys), and give the ' +
				'publishable key instead, which begins with pk_.'
		);
	}
	if (!isPublishableKey(key)) {
		throw new AuthError(
			'invalid_publishable_key',
			'clerk.publishableKey is empty, or no publishable key: one begins with pk_test_ or pk_live_. Copy it ' +
				'from the Clerk dashboard (Configure, API keys). An environment variable reaches a browser only ' +
				'under a name that begins with PUBLIC_ (SvelteKit) or VITE_ (Vite).'
		);
	}
}

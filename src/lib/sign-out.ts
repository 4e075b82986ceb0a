import type { AuthStore } from './auth/auth-store.svelte.js';
import type { Device } from './device.svelte.js';

/** What becomes of a user's pending mutations when they sign out. */
export interface LogoutOptions {
	/** `keep`: they are sent at the user's next sign-in on this device. `discard`: they are removed. */
	pending?: 'keep' | 'discard';
}

export interface SignOutOptions {
	auth: AuthStore;
	device: Device;
}

/**
 * Signs out: on this device at once and with no network, at Clerk as soon as it can be reached, also
 * after a restart. Resolves when the user's data is off the device. Pending mutations stay, unless they are
 * to be discarded.
 */
export async function signOut(
	{ auth, device }: SignOutOptions,
	{ pending = 'keep' }: LogoutOptions
): Promise<void> {
	const { current, session } = auth;
	const signedIn =
		current.status === 'authenticated'
			? current
			: session.status === 'signed-in'
				? session.identity
				: undefined;
	if (signedIn) await device.signOut(signedIn, pending);
}

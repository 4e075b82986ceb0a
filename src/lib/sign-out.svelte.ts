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

/**
 * Finishes what a sign-out leaves to do on the device, here, in another tab or after a crash. Call it in an
 * effect root, which ends it. `follow-clerk.svelte.ts` does what needs Clerk.
 */
export function followSignOuts(options: SignOutOptions): void {
	wipeSignedOutUsers(options);
	deleteOrphanedSnapshots(options);
}

/** Wipes also what another tab has signed out: this tab may have written since. */
function wipeSignedOutUsers({ auth, device }: SignOutOptions): void {
	$effect(() => {
		for (const { subject } of device.sessionRecord.signOuts) {
			if (subject !== auth.identity?.subject) void device.wipe(subject);
		}
	});
}

/** Deletes also the snapshots that a tab has written which did not know of a sign-out yet. */
function deleteOrphanedSnapshots({ device }: SignOutOptions): void {
	$effect(() => {
		const { isOpen, identity } = device.sessionRecord;
		if (isOpen && !identity) void device.deleteSnapshots();
	});
}

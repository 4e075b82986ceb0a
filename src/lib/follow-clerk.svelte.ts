import type { SessionRef } from './auth/auth-state.js';
import type { AuthStore } from './auth/auth-store.svelte.js';
import type { ClerkHandle } from './auth/clerk-handle.svelte.js';
import type { Device } from './device.svelte.js';
import { retry, type RetryTriggers } from './recovery.js';

export interface FollowClerkOptions {
	auth: Pick<AuthStore, 'session' | 'recover'>;
	device: Device;
	/** Clerk, once it is in the page. Reactive. */
	clerk: () => ClerkHandle | undefined;
	retryTriggers: RetryTriggers;
	/** Told of each attempt that failed. */
	onFailure: (error: unknown) => void;
}

/**
 * Keeps the device and Clerk in step about who has signed out. Call it in an effect root, which ends it.
 */
export function followClerk(options: FollowClerkOptions): void {
	forgetGoneUsers(options);
	endSignedOutSessions(options);
}

/** Removes the data of users who have no session in this browser any more, on Clerk's answer. */
function forgetGoneUsers({ auth, device }: FollowClerkOptions): void {
	$effect(() => {
		if (!device.sessionRecord.isOpen || auth.session.status === 'unknown') return;
		void device.forgetTheGone(auth.session);
	});
}

/** Ends the sessions at Clerk that were signed out on this device, one after the other. */
function endSignedOutSessions({ auth, device, clerk, ...recovery }: FollowClerkOptions): void {
	const end = async (session: SessionRef, handle: ClerkHandle, signal: AbortSignal) => {
		try {
			await retry(() => handle.endSession(session), { ...recovery, signal });
			await device.sessionRecord.endSignOut(session.sessionId);
			auth.recover();
		} catch {
			// The page has ended it before it was done: the next launch begins it again.
		}
	};
	$effect(() => {
		const [session] = device.sessionRecord.signOuts;
		const handle = clerk();
		if (!session || !handle?.clerk) return;
		const over = new AbortController();
		void end(session, handle, over.signal);
		return () => over.abort();
	});
}

import { isGone, type ClerkSession, type SessionRef } from './auth/auth-state.js';
import type { AuthStore } from './auth/auth-store.svelte.js';
import type { ClerkHandle } from './auth/clerk-handle.svelte.js';
import { NOBODY, UserData } from './cache/user-data.js';
import type { Device } from './device.svelte.js';
import { retry, type RetryTriggers } from './recovery.js';

export interface FinishSignOutsOptions {
	auth: Pick<AuthStore, 'identity' | 'session' | 'recover'>;
	device: Device;
	/** Clerk, once it is in the page. Reactive. */
	clerk: () => ClerkHandle | undefined;
	retryTriggers: RetryTriggers;
	/** Told of each attempt that failed. */
	onFailure: (error: unknown) => void;
}

/**
 * Finishes what a sign-out leaves to do, here, in another tab, at Clerk or after a crash. Call it in an effect
 * root, which ends it.
 */
export function finishSignOuts(options: FinishSignOutsOptions): void {
	forgetGoneUsers(options);
	wipeSignedOutUsers(options);
	deleteOrphanedSnapshots(options);
	endSignedOutSessions(options);
}

/** Removes the data of users who have no session in this browser any more, on Clerk's answer. */
function forgetGoneUsers({ auth, device }: FinishSignOutsOptions): void {
	$effect(() => {
		if (!device.sessionRecord.isOpen || auth.session.status === 'unknown') return;
		void forgetGone(device, auth.session);
	});
}

async function forgetGone(device: Device, session: ClerkSession): Promise<void> {
	const { sessionRecord } = device;
	const { identity } = sessionRecord;
	if (identity && isGone(identity.subject, session)) await sessionRecord.forget(identity.subject);
	for (const subject of device.isOpen ? await UserData.listSubjects(device.store) : []) {
		if (subject !== NOBODY && isGone(subject, session)) await device.wipeGone(subject);
	}
}

/** Wipes also what another tab has signed out: this tab may have written since. */
function wipeSignedOutUsers({ auth, device }: FinishSignOutsOptions): void {
	$effect(() => {
		for (const { subject } of device.sessionRecord.signOuts) {
			if (subject !== auth.identity?.subject) void device.wipe(subject);
		}
	});
}

/** Deletes also the snapshots that a tab has written which did not know of a sign-out yet. */
function deleteOrphanedSnapshots({ device }: FinishSignOutsOptions): void {
	$effect(() => {
		const { isOpen, identity } = device.sessionRecord;
		if (isOpen && !identity) void device.deleteSnapshots();
	});
}

/** Ends the sessions at Clerk that were signed out on this device, one after the other. */
function endSignedOutSessions({ auth, device, clerk, ...recovery }: FinishSignOutsOptions): void {
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

import type { LoadedClerk } from '@clerk/shared/types';
import { AuthError } from '../errors.js';
import type { SessionRef } from './auth-state.js';

/**
 * Ends a session at Clerk.
 *
 * @param clerk `undefined` while Clerk is not loaded
 * @throws {AuthError} `sign_out_failed` unless Clerk has answered that the session is gone
 */
export async function endSession(
	clerk: LoadedClerk | undefined,
	{ sessionId }: SessionRef
): Promise<void> {
	try {
		if (!clerk?.client) throw new Error('Clerk is not loaded');
		// clerk-js lets a sign-out succeed that never left the device: only the server knows.
		const isThere = async () => {
			await clerk.client?.reload();
			return clerk.client?.sessions.some((one) => one.id === sessionId);
		};
		if (!(await isThere())) return;
		await clerk.signOut({ sessionId });
		if (await isThere()) throw new Error('the session is still there');
	} catch (cause) {
		throw new AuthError(
			'sign_out_failed',
			'Clerk has not ended the session yet. It is asked again until it has.',
			{ cause }
		);
	}
}

/**
 * Ends all other sessions of the user, in other browsers and on other devices.
 *
 * @param clerk `undefined` while Clerk is not loaded
 * @throws {AuthError} `sign_out_failed` when Clerk has not ended all of them
 */
export async function endOtherSessions(
	clerk: LoadedClerk | undefined,
	{ sessionId }: Pick<SessionRef, 'sessionId'>
): Promise<void> {
	try {
		// clerk-js takes a list that it could not get for an empty one, and keeps it: ask only who answers.
		await clerk?.client?.reload();
		const sessions = (await clerk?.user?.getSessions()) ?? [];
		const others = sessions.filter(({ id }) => id !== sessionId);
		if (others.length === sessions.length) throw new Error('Clerk did not list the sessions');
		await Promise.all(others.map((session) => session.revoke()));
	} catch (cause) {
		throw new AuthError(
			'sign_out_failed',
			'Clerk has not ended all other sessions. Try again when there is a connection.',
			{ cause }
		);
	}
}

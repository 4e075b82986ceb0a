import { deriveState } from '@clerk/shared/deriveState';
import type { Resources } from '@clerk/shared/types';
import type { AuthState } from './auth-state.js';
import { NOT_KNOWN, type ClerkAuth } from './not-known.js';

/**
 * Clerk's ids and claims of the session, with the auth state's word on who is signed in, and in which role:
 * svelte-clerk's gates decide by it. Of two sources of a role, Clerk's own takes the one that may be older.
 */
export function clerkAuthFor(state: AuthState, resources: Resources): ClerkAuth {
	const auth = deriveState(true, resources, undefined);
	switch (state.status) {
		case 'loading':
			return NOT_KNOWN;
		case 'unauthenticated':
			// A pending session counts as signed out, unless a gate is told otherwise.
			return auth.sessionStatus === 'pending'
				? auth
				: deriveState(true, nobody(resources), undefined);
		case 'authenticated': {
			const { subject, sessionId, orgId, orgRole, orgPermissions } = state;
			const isSame =
				auth.userId === subject &&
				auth.sessionId === sessionId &&
				(auth.orgId ?? undefined) === orgId;
			const isWhole = auth.sessionClaims && (orgId === undefined || orgRole !== undefined);
			if (!isSame || !isWhole) return NOT_KNOWN;
			return {
				...auth,
				orgRole: orgRole ?? null,
				orgPermissions: orgPermissions ? [...orgPermissions] : null
			};
		}
	}
}

function nobody({ client }: Resources): Resources {
	return { client, session: null, user: null, organization: null };
}

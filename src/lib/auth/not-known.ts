import type { deriveState } from '@clerk/shared/deriveState';
import type { Resources } from '@clerk/shared/types';

/** Clerk's ids and claims of the session. */
export type ClerkAuth = Omit<ReturnType<typeof deriveState>, keyof Resources>;

/** Nothing is known about the user. That is not `null`, which means that nobody is signed in. */
export const NOT_KNOWN = { sessionClaims: null, factorVerificationAge: null } as ClerkAuth;

import type { Identity } from './auth/auth-state.js';

/** What a server tells a page of whoever has asked for it: never a token. */
export interface RenderedState {
	/** The user by Clerk's session; `undefined` when nobody is signed in, or the server does not know. */
	identity: Identity | undefined;
	/** Whether the server knows that nobody is signed in in this browser. */
	isSignedOut?: boolean;
}

/** The address of a Convex deployment, for a comparison. */
export function deploymentOf(convexUrl: string): string {
	return new URL(convexUrl).host;
}

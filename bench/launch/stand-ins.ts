/**
 * What takes the place of Clerk and Convex in the app that ours is measured against: it has the same
 * names, does nothing, and never connects.
 */

/** Clerk, of which nothing is ever known. */
export class ClerkHandle {
	readonly session = { status: 'unknown' };
	readonly resources = {};
	start(): void {}
	stop(): void {}
	needUi(): void {}
}

/** A connection that never comes. */
export function keepConnected(): Promise<void> {
	return new Promise(() => undefined);
}

/** svelte-clerk's and convex-svelte's functions have nothing to read. */
export function setClerkContext(): void {}
export function setConvexHooksContext(): void {}

/** Clerk's components show nothing. */
export function SignIn(): void {}
export function SignUp(): void {}

import { ServerError } from './server-error.js';

/** What verifies Clerk's sessions. Only an app that uses this door has it. */
const [backend, internal] = await Promise.all([
	import('@clerk/backend'),
	import('@clerk/backend/internal')
]).catch((cause: unknown) => {
	throw new ServerError(
		'clerk_backend_missing',
		'clerk-convex-svelte/server needs the package @clerk/backend. Install it: npm install @clerk/backend',
		{ cause }
	);
});

export const { createClerkClient } = backend;
export const { signedOutAuthObject } = internal;

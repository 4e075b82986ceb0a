import { expect, test } from 'vitest';
import type { ClerkSession } from './auth-state.js';
import { AuthStore } from './auth-store.svelte.js';
import { RenderedRecord } from './rendered-record.js';

const ADA = {
	subject: 'user_ada',
	sessionId: 'sess_ada',
	orgId: undefined,
	orgRole: undefined,
	profile: { name: 'Ada', email: undefined, imageUrl: undefined }
};

/** The auth state of a page that was rendered for Ada, before the device has been read. */
const stateWith = (clerkSession: ClerkSession) =>
	new AuthStore({
		clerkSession: () => clerkSession,
		sessionRecord: new RenderedRecord(ADA, undefined),
		backendAuth: () => undefined
	}).current;

test('before the device is read, a page is its server’s user’s, and Clerk has not said anything', () => {
	const state = stateWith({ status: 'unknown' });
	expect(state).toMatchObject({ status: 'authenticated', confirmed: false, subject: 'user_ada' });
});

test('before the device is read, it is nobody’s when Clerk says so, and still loading', () => {
	const state = stateWith({ status: 'signed-out', sessions: [] });
	expect(state).toMatchObject({ status: 'loading', awaits: 'device' });
});

import { writable } from 'svelte/store';
import { describe, expect, test } from 'vitest';
import { AuthError } from '../errors.js';
import type { AuthState } from './auth-state.js';
import { awaitLogin } from './await-login.js';

const ada = {
	subject: 'user_ada',
	sessionId: 'sess_ada',
	orgId: undefined,
	orgRole: undefined,
	profile: { name: 'Ada', email: undefined, imageUrl: undefined },
	isRefreshing: false,
	status: 'authenticated'
} as const;
const noToken = () => new AuthError('token_retrieval_failed', 'Clerk gave no token.');

const confirmed: AuthState = { ...ada, confirmed: true, error: undefined };
const remembered: AuthState = { ...ada, confirmed: false, error: undefined };
const loading: AuthState = { status: 'loading', awaits: 'clerk', error: undefined };
const signedOut: AuthState = {
	status: 'unauthenticated',
	isSignOutPending: false,
	error: undefined
};

/** The number of subscribers of the store, after all pending microtasks. */
async function loginWith(state: AuthState) {
	let readers = 0;
	const states = writable(state, () => {
		readers += 1;
		return () => {
			readers -= 1;
		};
	});
	const login = awaitLogin(states);
	login.catch(() => undefined);
	await Promise.resolve();
	return { states, login, readers: () => readers };
}

describe('a login', () => {
	test('resolves at once when Convex has confirmed the user', async () => {
		const { login, readers } = await loginWith(confirmed);
		expect(await login).toBe(confirmed);
		expect(readers()).toBe(0);
	});

	test('waits until Convex has confirmed a remembered user', async () => {
		const { states, login, readers } = await loginWith(remembered);
		expect(readers()).toBe(1);
		states.set(confirmed);
		expect(await login).toBe(confirmed);
		await Promise.resolve();
		expect(readers()).toBe(0);
	});

	test('rejects when Clerk has answered that nobody is signed in', async () => {
		const { states, login } = await loginWith(loading);
		states.set(signedOut);
		await expect(login).rejects.toMatchObject({ code: 'no_active_session' });
	});

	test('rejects with the error of the next failed step', async () => {
		const { states, login } = await loginWith(remembered);
		const error = noToken();
		states.set({ ...remembered, error });
		await expect(login).rejects.toBe(error);
	});

	test('does not reject with an earlier error', async () => {
		const { states, login } = await loginWith({ ...remembered, error: noToken() });
		states.set(confirmed);
		expect(await login).toBe(confirmed);
	});
});

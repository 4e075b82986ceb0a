import {
	createRawSnippet,
	flushSync,
	getAllContexts,
	mount,
	unmount,
	type Component
} from 'svelte';
import { fromStore, writable } from 'svelte/store';
import { expect, onTestFinished, test } from 'vitest';
import type { Account } from '../account.svelte.js';
import type { AuthState, Identity } from '../auth/auth-state.js';
import type { ClerkConvexClient } from '../client.svelte.js';
import type { ConnectionStatus } from '../connection.svelte.js';
import Authenticated from './Authenticated.svelte';
import AuthLoading from './AuthLoading.svelte';
import { provideClerkConvex } from './context.js';
import Unauthenticated from './Unauthenticated.svelte';

const ADA: Identity = {
	subject: 'user_ada',
	sessionId: 'sess_1',
	orgId: undefined,
	orgRole: undefined,
	profile: { name: 'Ada', email: undefined, imageUrl: undefined }
};
const NO_ERROR = { error: undefined };
const opening = (awaits: 'device' | 'clerk' | 'convex'): AuthState => ({
	status: 'loading',
	awaits,
	...NO_ERROR
});
const signedIn = (confirmed: boolean): AuthState => ({
	status: 'authenticated',
	confirmed,
	isRefreshing: false,
	...ADA,
	...NO_ERROR
});
const NOBODY: AuthState = { status: 'unauthenticated', isSignOutPending: false, ...NO_ERROR };

/** A client whose state the test sets, and what a gate below it shows. */
function world() {
	const authState = writable<AuthState>(opening('device'));
	const connection = writable<ConnectionStatus>('online');
	const account = writable<Account | undefined>();
	const current = fromStore(account);
	const client = {
		authState: fromStore(authState),
		connection: fromStore(connection),
		clerkContext: {},
		get account() {
			return current.current;
		}
	} as unknown as ClerkConvexClient;

	let context = new Map<unknown, unknown>();
	const provider = () => {
		provideClerkConvex(client);
		context = getAllContexts();
		return {};
	};
	void unmount(mount(provider as unknown as Component, { target: document.body }));

	/** Mounts a gate; `say` makes the text of its children from what they are given. */
	function show<Props extends object>(
		Gate: Component<Props>,
		props: Omit<Props, 'children'>,
		say: (given: never) => string = () => 'shown'
	): () => string {
		const target = document.createElement('div');
		const children = createRawSnippet<[unknown?]>((given?: () => unknown) => ({
			render: () => `<p>${say(given?.() as never)}</p>`
		}));
		const gate = mount(Gate, {
			target,
			context,
			props: { ...props, children } as unknown as Props
		});
		onTestFinished(() => void unmount(gate));
		return () => {
			flushSync();
			return target.textContent ?? '';
		};
	}
	const open = (subject: string) => account.set({ subject } as Account);
	return { authState, connection, account, open, show };
}

test('Authenticated waits for the account, and gives it to its children', () => {
	const { authState, account, open, show } = world();
	const shown = show(Authenticated, {}, ({ subject }: Account) => subject);
	expect(shown()).toBe('');
	authState.set(signedIn(false));
	expect(shown()).toBe('');
	open('user_ada');
	expect(shown()).toBe('user_ada');
	account.set(undefined);
	expect(shown()).toBe('');
});

test('Authenticated shows nothing of an open account while another user is signing in', () => {
	const { authState, open, show } = world();
	const shown = show(Authenticated, {});
	open('user_ada');
	authState.set(signedIn(true));
	expect(shown()).toBe('shown');
	authState.set(opening('convex'));
	expect(shown()).toBe('');
});

test('Authenticated with `confirmed` waits until Convex has confirmed the user', () => {
	const { authState, open, show } = world();
	const shown = show(Authenticated, { confirmed: true });
	open('user_ada');
	authState.set(signedIn(false));
	expect(shown()).toBe('');
	authState.set(signedIn(true));
	expect(shown()).toBe('shown');
});

test('AuthLoading says what is waited for', () => {
	const { authState, show } = world();
	const shown = show(AuthLoading, {}, ({ awaits }: { awaits: string }) => awaits);
	expect(shown()).toBe('device');
	authState.set(NOBODY);
	expect(shown()).toBe('');
	authState.set(opening('convex'));
	expect(shown()).toBe('convex');
});

test('Unauthenticated takes Clerk’s silence for an answer only with `orUnreachable`, and only offline', () => {
	const { authState, connection, show } = world();
	const known = show(Unauthenticated, {});
	const reachable = show(Unauthenticated, { orUnreachable: true });
	const both = () => [known(), reachable()];
	authState.set(opening('clerk'));
	expect(both()).toEqual(['', '']);
	connection.set('offline');
	expect(both()).toEqual(['', 'shown']);
	authState.set(opening('device'));
	expect(both()).toEqual(['', '']);
	authState.set(opening('convex'));
	expect(both()).toEqual(['', '']);
	authState.set(NOBODY);
	expect(both()).toEqual(['shown', 'shown']);
});

import type { FunctionArgs, FunctionReference } from 'convex/server';
import type { Readable } from 'svelte/store';
import { expect, expectTypeOf, test } from 'vitest';
import type {
	Account,
	AuthState,
	CachedQueryResult,
	ClerkConvexClient,
	ClerkConvexOptions,
	ClerkSettings,
	CachedPages,
	ConnectionStatus,
	PagesDefinition,
	ItemRange,
	useCachedPages,
	useCachedQuery
} from './index.js';
import { type ArgumentError, AuthError, CallError } from './index.js';

interface Message {
	id: string;
	body: string;
}

type List = FunctionReference<'query', 'public', { room: string }, Message[]>;
type Send = FunctionReference<'mutation', 'public', { body: string }, string>;

test('a query’s result has the type that the function returns', () => {
	type Result = ReturnType<typeof useCachedQuery<List>>;
	expectTypeOf<Result>().toEqualTypeOf<CachedQueryResult<Message[]>>();
	expectTypeOf<Result['data']>().toEqualTypeOf<Message[] | undefined>();
	expectTypeOf<Result['source']>().toEqualTypeOf<'live' | 'cached' | 'server' | undefined>();
	expectTypeOf<Result['asOf']>().toEqualTypeOf<number | undefined>();
	expectTypeOf<Result['awaits']>().toEqualTypeOf<'device' | 'convex' | undefined>();
	expectTypeOf<Result['isLoading']>().toEqualTypeOf<boolean>();
	expectTypeOf<Result['error']>().toEqualTypeOf<Error | undefined>();
});

test('a query’s arguments are those of the function, or "skip"', () => {
	type Args = Parameters<typeof useCachedQuery<List>>[1];
	expectTypeOf<() => { room: string }>().toExtend<Args>();
	expectTypeOf<() => 'skip'>().toExtend<Args>();
	expectTypeOf<() => { room: number }>().not.toExtend<Args>();
	expectTypeOf<() => object>().not.toExtend<Args>();
});

test('a long list takes the arguments that its two queries share, and has their items', () => {
	type Range = FunctionReference<'query', 'public', { room: string; range: ItemRange }, Message[]>;
	type Definition = PagesDefinition<{ room: string }, Message>;
	expectTypeOf<List>().toExtend<Definition['newest']>();
	expectTypeOf<Range>().toExtend<Definition['between']>();
	expectTypeOf<List>().not.toExtend<Definition['between']>();
	type Result = ReturnType<typeof useCachedPages<{ room: string }, Message>>;
	expectTypeOf<Result['items']>().toEqualTypeOf<readonly Message[] | undefined>();
	expectTypeOf<Result['pages']>().toEqualTypeOf<CachedPages<Message> | undefined>();
});

test('a mutation takes the function’s arguments, and resolves with its result', () => {
	const mutate = (on: ClerkConvexClient | Account, send: Send, args: FunctionArgs<Send>) =>
		on.mutation(send, args);
	expectTypeOf(mutate).parameter(2).toEqualTypeOf<{ body: string }>();
	expectTypeOf(mutate).returns.toEqualTypeOf<Promise<string>>();
});

test('the options require Clerk and Convex, and nothing else', () => {
	expectTypeOf<{ clerk: ClerkSettings; convexUrl: string }>().toExtend<ClerkConvexOptions>();
	expectTypeOf<{ publishableKey: string }>().toExtend<ClerkSettings>();
	type ClerksOwn = Exclude<ClerkSettings['options'], undefined | (() => unknown)>;
	expectTypeOf<ClerksOwn>().toHaveProperty('appearance');
});

test('the auth state has a user only when it is authenticated', () => {
	expectTypeOf<AuthState['status']>().toEqualTypeOf<
		'loading' | 'unauthenticated' | 'authenticated'
	>();
	type Authenticated = Extract<AuthState, { status: 'authenticated' }>;
	expectTypeOf<Authenticated['subject']>().toEqualTypeOf<string>();
	expectTypeOf<Authenticated['confirmed']>().toEqualTypeOf<boolean>();
	expectTypeOf<Extract<AuthState, { status: 'loading' }>>().not.toHaveProperty('subject');
	expectTypeOf<Extract<AuthState, { status: 'unauthenticated' }>>().not.toHaveProperty('subject');
});

test('the auth state is a store, and runes read it as current', () => {
	expectTypeOf<ClerkConvexClient['authState']>().toExtend<Readable<AuthState>>();
	expectTypeOf<ClerkConvexClient['authState']['current']>().toEqualTypeOf<AuthState>();
	expectTypeOf<ClerkConvexClient['connection']['current']>().toEqualTypeOf<ConnectionStatus>();
});

test('errors are distinguished by class and code', () => {
	expectTypeOf<AuthError['code']>().toEqualTypeOf<
		| 'secret_key'
		| 'invalid_publishable_key'
		| 'clerk_not_loaded'
		| 'clerk_too_old'
		| 'no_active_session'
		| 'token_retrieval_failed'
		| 'no_convex_audience'
		| 'no_auth_config'
		| 'rejected_by_convex'
		| 'clock_skew'
		| 'convex_not_reached'
		| 'convex_client_taken'
		| 'sign_out_failed'
	>();
	expectTypeOf<CallError['code']>().toEqualTypeOf<
		'not_connected' | 'outcome_unknown' | 'not_understood'
	>();
	expectTypeOf<ArgumentError['code']>().toEqualTypeOf<'no_convex_type'>();
	const cause = new Error('HTTP 404');
	const error = new AuthError('no_convex_audience', 'Turn it on.', { cause });
	expect(error).toMatchObject({ name: 'AuthError', code: 'no_convex_audience', cause });
	expect(new CallError('not_connected', 'Not sent.')).toMatchObject({
		name: 'CallError',
		code: 'not_connected',
		message: 'Not sent.'
	});
});

export {
	ClerkConvexClient,
	createClerkConvexClient,
	type AuthStateStore,
	type ClerkConvexOptions
} from './client.svelte.ts';
export { default as ClerkConvexProvider } from './components/ClerkConvexProvider.svelte';
export { default as Authenticated } from './components/Authenticated.svelte';
export { default as Unauthenticated } from './components/Unauthenticated.svelte';
export { default as AuthLoading } from './components/AuthLoading.svelte';
export { useClerkConvex } from './components/context.ts';
export { useCachedQuery, type CachedQueryResult } from './components/use-cached-query.svelte.ts';
export type { Account } from './account.svelte.ts';
export type { AuthState, Identity, Profile } from './auth/auth-state.ts';
export type { ClerkSettings } from './auth/clerk-handle.svelte.ts';
export type { ConnectionStatus } from './connection.svelte.ts';
export { AuthError, CallError, type AuthErrorCode, type CallErrorCode } from './errors.ts';

export {
	ClerkConvexClient,
	createClerkConvexClient,
	type AuthStateStore,
	type ClerkConvexOptions
} from './client.svelte.js';
export { default as ClerkConvexProvider } from './components/ClerkConvexProvider.svelte';
export { default as Authenticated } from './components/Authenticated.svelte';
export { default as Unauthenticated } from './components/Unauthenticated.svelte';
export { default as AuthLoading } from './components/AuthLoading.svelte';
export { useClerkConvex } from './components/context.js';
export { useCachedQuery, type CachedQueryResult } from './components/use-cached-query.svelte.js';
export type { Account } from './account.svelte.js';
export type { AuthState, Identity, Profile } from './auth/auth-state.js';
export type { ClerkSettings } from './auth/clerk-handle.svelte.js';
export type { ConnectionStatus } from './connection.svelte.js';
export { AuthError, CallError, type AuthErrorCode, type CallErrorCode } from './errors.js';

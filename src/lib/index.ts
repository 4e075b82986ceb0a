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
export { provideClerkConvex, useClerkConvex } from './components/context.js';
export { useCachedQuery, type CachedQueryResult } from './components/use-cached-query.svelte.js';
export { useCachedPages, type CachedPagesResult } from './components/use-cached-pages.svelte.js';
export type { CachedPages } from './queries/cached-pages.svelte.js';
export type { KeptQuery } from './queries/forget-kept.js';
export type { PagesDefinition } from './queries/open-pages.js';
export type { RowRange } from './cache/span.js';
export {
	defineDelivery,
	type Delivery,
	type DeliveryOptions,
	type OverlayOptions
} from './outbox/define-delivery.js';
export { createClientId } from './outbox/client-id.js';
export type { EntryState, OutboxEntry } from './outbox/outbox-entry.js';
export { OutboxError, type OutboxErrorCode } from './outbox/outbox-error.js';
export type { RejectionReason } from './outbox/outbox-row.js';
export type { Outbox } from './outbox/outbox.svelte.js';
export type { Verdict } from './outbox/verdict.js';
export { SYNC_TAG, WAKE } from './background-sync.js';
export type { Account } from './account.svelte.js';
export type { AuthState, Identity, Profile } from './auth/auth-state.js';
export type { ClerkSettings } from './auth/clerk-handle.svelte.js';
export type { ConnectionStatus } from './connection.svelte.js';
export { AuthError, CallError, type AuthErrorCode, type CallErrorCode } from './errors.js';

export { createClerkConvexClient, type ClerkConvexOptions } from './client.svelte.js';
export type { ClerkConvexClient } from './public/client.js';
export type { MutationOptions } from './public/mutation-options.js';
export type { LogoutOptions } from './sign-out.js';
export { default as ClerkConvexProvider } from './components/ClerkConvexProvider.svelte';
export { default as Authenticated } from './components/Authenticated.svelte';
export { default as Unauthenticated } from './components/Unauthenticated.svelte';
export { default as AuthLoading } from './components/AuthLoading.svelte';
export { default as ClerkComponent } from './components/ClerkComponent.svelte';
export { provideClerkConvex, useClerkConvex } from './components/context.js';
export {
	useCachedQuery,
	type CachedQueryArgs,
	type CachedQueryRest
} from './components/use-cached-query.svelte.js';
export { fromServer, type ServerStart } from './rendered-client.svelte.js';
export type { RenderedState } from './rendered-state.js';
export type { Preloaded } from './queries/preloaded.js';
export { useCachedPages, type CachedPagesResult } from './components/use-cached-pages.svelte.js';
export { collectCachedQueries, type CachedQueries } from './components/cached-queries.js';
export type { CachedQuery, CachedQueryOptions, CachedQueryResult } from './public/cached-query.js';
export type { CachedPages } from './public/cached-pages.js';
export type { CachedQueryName } from './queries/forget-cached.js';
export type { PagesDefinition } from './queries/open-pages.js';
export type { RefreshedDefinition, RefreshOptions } from './queries/refresh-newest.js';
export type { ComposedQueries, ComposeQuery } from './convex/composed-queries.js';
export type { QueryReference, QuerySource } from './convex/live-queries.js';
export type { ResultVersions } from './queries/result-versions.js';
export type { ItemRange } from './cache/span.js';
export {
	defineDelivery,
	type Delivery,
	type DeliveryOptions,
	type OptimisticUpdateOptions
} from './outbox/define-delivery.js';
export { createClientId } from './outbox/client-id.js';
export {
	isEntryOf,
	type EntryOf,
	type EntryState,
	type OutboxEntry
} from './outbox/outbox-entry.js';
export { OutboxError, type OutboxErrorCode } from './outbox/outbox-error.js';
export type { RejectionReason } from './outbox/stored-entry.js';
export type { EnqueueOptions, Outbox } from './public/outbox.js';
export type { ErrorOutcome, ErrorPolicy } from './outbox/error-policy.js';
export { SYNC_TAG, WAKE } from './background-sync.js';
export type { Account, AccountTexts } from './public/account.js';
export type { Authorization, AuthState, AuthStatus, Identity, Profile } from './auth/auth-state.js';
export type { AuthStateStore } from './auth/auth-store.svelte.js';
export type { ClerkContext } from './auth/clerk-context.js';
export type { ClerkComponentName, ClerkComponentProps } from './auth/clerk-components.js';
export type { ClerkAppearance, ClerkSettings, OwnClerk } from './auth/clerk-settings.js';
export type { AskLocalization } from './auth/clerk-localization.svelte.js';
export type { Diagnostic, DiagnosticCode } from './diagnostics.js';
export type { Inspection } from './inspect/inspection.js';
export type { ConnectionStatus } from './connection.svelte.js';
export {
	ArgumentError,
	AuthError,
	CallError,
	type AuthErrorCode,
	type CallErrorCode
} from './errors.js';
export { FunctionError, type FunctionErrorCode } from './convex/function-error.js';
export { SetupError, type SetupErrorCode } from './setup-error.js';

import { bundleBytes, type BundleBytes } from './bytes.ts';

/** What an app has of the outbox, the cache and the cached query. */
const OFFLINE = `
	export { CachedQuery } from './src/lib/queries/cached-query.ts';
	export { UserData } from './src/lib/cache/user-data.ts';
	export { openStore } from './src/lib/cache/open-store.ts';
	export { Outbox } from './src/lib/outbox/outbox.svelte.ts';
	export { createDeliveryLoop } from './src/lib/outbox/delivery-loop.ts';
	export { countPending, discardAll } from './src/lib/outbox/outbox-store.ts';
	export { createClientId } from './src/lib/outbox/client-id.ts';
	export { defineDelivery } from './src/lib/outbox/define-delivery.ts';
`;

/** How large all that works offline is, above the packages that an app has anyway. */
export function offlineBytes(): Promise<BundleBytes> {
	return bundleBytes(OFFLINE, { without: ['convex', 'idb', 'svelte'] });
}

/** Under this name the browser wakes the service worker when there is a network again (Background Sync). */
export const SYNC_TAG = 'clerk-convex-svelte';

/** What a woken service worker tells the app's pages: `client.postMessage(WAKE)`. */
export const WAKE = 'clerk-convex-svelte:wake';

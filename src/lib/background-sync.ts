/**
 * The Background Sync tag with which the browser wakes the service worker when there is a network
 * again.
 */
export const SYNC_TAG = 'clerk-convex-svelte';

/** The message that a woken service worker sends to the app's pages: `client.postMessage(WAKE)`. */
export const WAKE = 'clerk-convex-svelte:wake';

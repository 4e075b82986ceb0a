import type { Component } from 'svelte';

/** Nothing: a production build has no devtools. */
export const ClerkConvexDevtools: Component = () => ({});

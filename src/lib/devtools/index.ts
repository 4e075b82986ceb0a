export { default as ClerkConvexDevtools } from './ClerkConvexDevtools.svelte';

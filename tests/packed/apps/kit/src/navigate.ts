export { kitRouter as router } from 'clerk-convex-svelte/kit';

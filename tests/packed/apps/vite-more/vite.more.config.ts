import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** A second page, which is no part of the example. */
export default defineConfig({
	plugins: [svelte()],
	build: { emptyOutDir: false, rolldownOptions: { input: 'own-clerk.html' } }
});

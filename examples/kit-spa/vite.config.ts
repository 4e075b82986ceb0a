import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [
		sveltekit({ adapter: adapter({ fallback: '200.html' }) }),
		SvelteKitPWA({
			registerType: 'autoUpdate',
			injectRegister: false,
			manifest: {
				name: 'Messages',
				short_name: 'Messages',
				icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }]
			},
			// Clerk, where it is reached through the app's own origin, is not the app.
			workbox: { navigateFallbackDenylist: [/^\/__clerk\//] },
			kit: { adapterFallback: '200.html', spa: true }
		})
	],
	test: { include: ['src/**/*.test.ts'] }
});

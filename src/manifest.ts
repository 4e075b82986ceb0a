import type { ManifestOptions } from 'vite-plugin-pwa';

/** The web app manifest: what a phone or a desktop shows and does when the app is installed. */
export const manifest: Partial<ManifestOptions> = {
	id: '/',
	name: 'Messages',
	short_name: 'Messages',
	description: 'Realtime messages that open and stay readable with no network.',
	lang: 'en',
	dir: 'ltr',
	start_url: '/',
	scope: '/',
	display: 'standalone',
	display_override: ['standalone', 'minimal-ui'],
	// One window: links from elsewhere open in the existing window.
	launch_handler: { client_mode: ['navigate-existing', 'auto'] },
	handle_links: 'preferred',
	// As the page's own in `app.html`: the app's canvas in light.
	background_color: '#f5f8fb',
	theme_color: '#f5f8fb',
	categories: ['communication', 'social'],
	icons: [
		{ src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
		{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
		{ src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
		{ src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' }
	],
	shortcuts: [
		{ name: 'New conversation', url: '/new' },
		{ name: 'Search', url: '/search' }
	],
	screenshots: [
		{
			src: '/screenshots/phone.png',
			sizes: '780x1688',
			type: 'image/png',
			form_factor: 'narrow',
			label: 'A conversation on a phone'
		},
		{
			src: '/screenshots/desktop.png',
			sizes: '1280x800',
			type: 'image/png',
			form_factor: 'wide',
			label: 'Conversations and messages on a desktop'
		}
	]
};

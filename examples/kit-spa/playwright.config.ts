import { defineConfig } from '@playwright/test';

/** Where the built app is: a service worker comes from a production build only. */
const baseURL = process.env.APP_URL ?? 'http://localhost:4173';

export default defineConfig({
	testDir: 'tests',
	use: {
		baseURL,
		launchOptions: {
			...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
			// With the marks of automation, Clerk takes a network that is gone for an answer.
			ignoreDefaultArgs: ['--enable-automation'],
			args: ['--disable-blink-features=AutomationControlled', '--no-sandbox']
		}
	},
	...(!process.env.APP_URL && {
		webServer: { command: 'npm run build && npm run preview', url: baseURL }
	})
});

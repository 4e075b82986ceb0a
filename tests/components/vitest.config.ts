import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findHeadlessShell } from '../../scripts/browser.js';
import app from '../../vite.config.ts';

const { plugins, resolve } = app;

/**
 * Component tests: `*.browser.test.ts` beside a component mounts it in a real browser, at a phone's size.
 * Tests of the library's components are in this folder, because the library knows no test.
 */
export default defineConfig({
	plugins,
	resolve,
	root: '../..',
	test: {
		name: 'components',
		// No test fails because the machine is slow.
		testTimeout: 300_000,
		expect: { poll: { timeout: 90_000 } },
		include: ['src/**/*.browser.test.ts', 'tests/components/*.browser.test.ts'],
		browser: {
			enabled: true,
			headless: true,
			screenshotFailures: false,
			provider: playwright({
				launchOptions: { executablePath: findHeadlessShell(), args: ['--no-sandbox'] }
			}),
			instances: [{ browser: 'chromium', viewport: { width: 390, height: 844 } }]
		}
	}
});

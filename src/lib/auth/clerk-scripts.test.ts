import { expect, test } from 'vitest';
import { clerkScriptsFor } from './clerk-scripts.js';
import type { ClerkSettings } from './clerk-settings.js';

/** A key of a production instance: `clerk.example.com`. */
const publishableKey = `pk_live_${btoa('clerk.example.com$')}`;
const page = new URL('https://shop.example.org/cart');
const scripts = (settings: Omit<ClerkSettings, 'publishableKey'> = {}) =>
	clerkScriptsFor({ publishableKey, ...settings }, page);

test('Clerk’s scripts are those of the key', () => {
	const { clerkUrl, uiUrl, attributes } = scripts();
	expect(clerkUrl).toMatch(/^https:\/\/clerk\.example\.com\/npm\/@clerk\/clerk-js@6\//);
	expect(uiUrl).toMatch(/^https:\/\/clerk\.example\.com\/npm\/@clerk\/ui@1\//);
	expect(attributes).toEqual({ 'data-clerk-publishable-key': publishableKey });
});

test('a satellite has those of its own domain, which may depend on the page', () => {
	const satellite = { domain: ({ host }: URL) => host, isSatellite: true };
	expect(scripts(satellite).clerkUrl).toMatch(/^https:\/\/clerk\.shop\.example\.org\/npm\//);
	expect(scripts(satellite).attributes).toMatchObject({ 'data-clerk-domain': 'shop.example.org' });
});

test('behind a proxy they come by the proxy', () => {
	const { clerkUrl, uiUrl, attributes } = scripts({ proxyUrl: () => '/__clerk' });
	expect(clerkUrl).toMatch(/^\/__clerk\/npm\/@clerk\/clerk-js@/);
	expect(uiUrl).toMatch(/^\/__clerk\/npm\/@clerk\/ui@/);
	expect(attributes).toMatchObject({ 'data-clerk-proxy-url': '/__clerk' });
});

test('a version, an address and a nonce are taken as they are', () => {
	const versions = scripts({ clerkJSVersion: '6.1.2', clerkUIVersion: '1.2.3', nonce: 'abc' });
	expect(versions.clerkUrl).toContain('/clerk-js@6.1.2/');
	expect(versions.uiUrl).toContain('/ui@1.2.3/');
	expect(versions.attributes).toMatchObject({ nonce: 'abc' });
	const addresses = scripts({ clerkJSUrl: '/clerk.js', clerkUIUrl: '/ui.js' });
	expect(addresses).toMatchObject({ clerkUrl: '/clerk.js', uiUrl: '/ui.js' });
});

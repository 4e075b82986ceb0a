import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.js';

const cloud = {
	PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa('clerk.example.com$')}`,
	PUBLIC_CLERK_PROXY_URL: '',
	PUBLIC_CONVEX_URL: 'https://happy-otter-123.convex.cloud'
};

test('scripts come from the app and from Clerk, and none stands in the page', () => {
	const { 'script-src': scripts } = contentSecurityPolicy(cloud);
	expect(scripts).toEqual([
		'self',
		'https://clerk.example.com',
		'https://challenges.cloudflare.com',
		'https://*.protect.clerk.com'
	]);
});

test('the app talks to its own Clerk and to its own Convex, over its socket too', () => {
	const { 'connect-src': connections } = contentSecurityPolicy(cloud);
	expect(connections).toEqual([
		'self',
		'https://clerk.example.com',
		'https://happy-otter-123.convex.cloud',
		'wss://happy-otter-123.convex.cloud',
		'https://*.protect.clerk.com:*'
	]);
});

test('a local Convex is reached without encryption', () => {
	const { 'connect-src': connections } = contentSecurityPolicy({
		...cloud,
		PUBLIC_CONVEX_URL: 'http://127.0.0.1:3210'
	});
	expect(connections).toContain('ws://127.0.0.1:3210');
});

test.each([
	['/__clerk', []],
	['https://app.example.com/__clerk', ['https://app.example.com']]
])('a proxy at %s takes the place of Clerk’s own address', (proxy, expected) => {
	const { 'script-src': scripts = [] } = contentSecurityPolicy({
		...cloud,
		PUBLIC_CLERK_PROXY_URL: proxy
	});
	expect(scripts.slice(1, -2)).toEqual(expected);
});

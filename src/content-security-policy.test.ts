import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.js';

const cloud = {
	PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa('clerk.example.com$')}`,
	PUBLIC_CLERK_PROXY_URL: '',
	PUBLIC_CONVEX_URL: 'https://happy-otter-123.convex.cloud'
};

test('scripts come only from the app and Clerk, and no other inline script may run', () => {
	const { 'script-src': scripts } = contentSecurityPolicy(cloud, '');
	expect(scripts).toEqual([
		'self',
		'https://clerk.example.com',
		'https://challenges.cloudflare.com',
		'https://*.protect.clerk.com'
	]);
});

test('the app connects only to its own Clerk and Convex, including the socket', () => {
	const { 'connect-src': connections } = contentSecurityPolicy(cloud, '');
	expect(connections).toEqual([
		'self',
		'https://clerk.example.com',
		'https://happy-otter-123.convex.cloud',
		'wss://happy-otter-123.convex.cloud',
		'https://*.protect.clerk.com:*'
	]);
});

test('a local Convex is allowed without encryption', () => {
	const { 'connect-src': connections } = contentSecurityPolicy(
		{
			...cloud,
			PUBLIC_CONVEX_URL: 'http://127.0.0.1:3210'
		},
		''
	);
	expect(connections).toContain('ws://127.0.0.1:3210');
});

test.each([
	['/__clerk', []],
	['https://app.example.com/__clerk', ['https://app.example.com']]
])('a proxy at %s replaces Clerk’s own address', (proxy, expected) => {
	const { 'script-src': scripts = [] } = contentSecurityPolicy(
		{
			...cloud,
			PUBLIC_CLERK_PROXY_URL: proxy
		},
		''
	);
	expect(scripts.slice(1, -2)).toEqual(expected);
});

test('an inline script runs unchanged, and not with a changed character', () => {
	const hashOf = (script: string) =>
		contentSecurityPolicy(cloud, `<body><script>${script}</script></body>`)['script-src']?.[1];
	// As `openssl dgst -sha256 -binary | base64` has it.
	expect(hashOf('start();\n')).toBe('sha256-+ESjkQmxkyaPhtk6WP6rFWnP8sPoTyr8tWvBcXcvP/s=');
	expect(hashOf('start();')).not.toBe(hashOf('start();\n'));
});

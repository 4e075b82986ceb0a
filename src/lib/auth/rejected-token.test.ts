import { describe, expect, test } from 'vitest';
import { explainRejection } from './rejected-token.js';

const NOW = 1_700_000_000;

function tokenWith(claims: object): string {
	return ['{}', JSON.stringify(claims), 'signature']
		.map((part) => Buffer.from(part).toString('base64url'))
		.join('.');
}

const explain = (claims: object) => explainRejection(tokenWith(claims), NOW * 1000);

describe('a token that Convex rejected', () => {
	test('is explained by its issuer and audience, and the file to compare them with', () => {
		const { code, message } = explain({ iss: 'https://clerk.test', aud: 'convex', iat: NOW });
		expect(code).toBe('rejected_by_convex');
		expect(message).toContain('issuer "https://clerk.test", audience "convex"');
		expect(message).toContain('convex/auth.config.ts');
		expect(message).toContain('CLERK_JWT_ISSUER_DOMAIN');
	});

	test('without an audience is not for Convex', () => {
		const { code, message } = explain({ iss: 'https://clerk.test', iat: NOW });
		expect(code).toBe('no_convex_audience');
		expect(message).toContain('audience none');
	});

	test('by a deployment without a provider lacks auth.config.ts', () => {
		const words = 'No auth provider found matching the given token (no providers configured).';
		expect(explainRejection(tokenWith({}), NOW * 1000, words).code).toBe('no_auth_config');
	});

	test.each<[string, number]>([
		['this device’s clock is 300 s ahead of Clerk’s', NOW - 300],
		['this device’s clock is 300 s behind Clerk’s', NOW + 300]
	])('may be rejected because %s', (sentence, iat) => {
		const { code, message } = explain({ iat });
		expect(code).toBe('clock_skew');
		expect(message.replaceAll("'", '’')).toContain(sentence);
	});

	test('that took some seconds to arrive means no wrong clock', () => {
		expect(explain({ iat: NOW - 20 }).code).toBe('rejected_by_convex');
	});

	test.each([undefined, '', 'no token', 'a.b.c', tokenWith([]), tokenWith({ iat: 'x' })])(
		'is explained also when it cannot be read: %s',
		(token) => {
			expect(explainRejection(token, NOW * 1000).code).toBe('rejected_by_convex');
		}
	);

	test('never appears in the message', () => {
		const token = tokenWith({ iss: 'https://clerk.test', email: 'ada@example.com', iat: NOW });
		const { message } = explainRejection(token, NOW * 1000);
		expect(message).not.toContain('ada');
		expect(message).not.toContain(token);
	});
});

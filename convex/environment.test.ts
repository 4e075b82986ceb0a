import { afterEach, expect, test, vi } from 'vitest';
import { readVariable, VARIABLES, type Variable } from './environment';

const SECRET = `whsec_${btoa('a key for this test alone')}`;

afterEach(() => {
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
});

test.each<[Variable, string, unknown]>([
	['RATE_LIMIT_SCALE', '2', 2],
	['RATE_LIMIT_SCALE', '0.05', 0.05],
	['RATE_LIMIT_SCALE', ' 1000\n', 1000],
	['CLERK_JWT_ISSUER_DOMAIN', 'https://clerk.example.com', 'https://clerk.example.com'],
	[
		'CLERK_JWT_ISSUER_DOMAIN',
		'https://app.example.com/__clerk/',
		'https://app.example.com/__clerk'
	],
	['CLERK_JWT_ISSUER_DOMAIN', 'http://127.0.0.1:4410', 'http://127.0.0.1:4410'],
	['LINK_PREVIEWS', 'off', []],
	['LINK_PREVIEWS', 'Wiki.corp, 127.0.0.1:4000', ['wiki.corp', '127.0.0.1:4000']],
	['CLERK_WEBHOOK_SIGNING_SECRET', SECRET, SECRET]
])('%s may be %j', (name, text, value) => {
	vi.stubEnv(name, text);
	const log = vi.spyOn(console, 'error');
	expect(readVariable(name)).toEqual(value);
	expect(log).not.toHaveBeenCalled();
});

test.each<[Variable, string]>([
	...['abc', '1,5', 'Infinity', 'NaN', '0', '-1', '1e3', '0x10', '0.001', '1000.1', '٢'].map(
		(text): [Variable, string] => ['RATE_LIMIT_SCALE', text]
	),
	...['clerk.example.com', 'ftp://clerk.example.com', 'https://', 'https://a b', 'https://a?b'].map(
		(text): [Variable, string] => ['CLERK_JWT_ISSUER_DOMAIN', text]
	),
	...['https://wiki.corp', 'wiki.corp/x', '*.corp', '[::1]', 'wiki.corp:x'].map(
		(text): [Variable, string] => ['LINK_PREVIEWS', text]
	),
	...['whsec_', 'whsec_***', 'sk_live_a1b2c3', SECRET.slice(1)].map((text): [Variable, string] => [
		'CLERK_WEBHOOK_SIGNING_SECRET',
		text
	])
])('%s counts as unset when it is %j, and the log says so once', (name, text) => {
	vi.stubEnv(name, text);
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	expect(() => VARIABLES[name](text)).toThrow(/^it must be /);
	expect([readVariable(name), readVariable(name)]).toEqual([undefined, undefined]);
	expect(log).toHaveBeenCalledExactlyOnceWith(
		expect.stringMatching(`^${name} counts as unset: it must be `)
	);
});

test('a variable is read by its old name until it has its new one', () => {
	vi.stubEnv('CLERK_WEBHOOK_SECRET', SECRET);
	expect(readVariable('CLERK_WEBHOOK_SIGNING_SECRET')).toBe(SECRET);
	vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', `whsec_${btoa('another')}`);
	expect(readVariable('CLERK_WEBHOOK_SIGNING_SECRET')).toBe(`whsec_${btoa('another')}`);
});

test('no secret is repeated in the log', () => {
	vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', 'sk_live_e5f6g7');
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	expect(readVariable('CLERK_WEBHOOK_SIGNING_SECRET')).toBeUndefined();
	expect(String(log.mock.calls[0])).not.toContain('e5f6g7');
});

test.each(Object.keys(VARIABLES) as Variable[])('%s may be unset or empty', (name) => {
	const log = vi.spyOn(console, 'error');
	for (const text of [undefined, '', ' ']) {
		vi.stubEnv(name, text);
		expect(readVariable(name)).toBeUndefined();
	}
	expect(log).not.toHaveBeenCalled();
});

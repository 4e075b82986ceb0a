import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownVariables, localVariables } from './deployment-variables.js';
import { mistakesIn, readVariable } from './environment.js';
import { ROOT } from './root.js';
import { main as setEnv } from './commands/set-env.js';
import { SetupError } from './setup-error.js';

type Name = Parameters<typeof readVariable>[0];

describe('readVariable', () => {
	it.each<[Name, string, unknown]>([
		['PORT', '', 4173],
		['PORT', ' 1001 ', 1001],
		['TEST_PORT', '5600', 5600],
		['SOAK_COUNT', '', 20],
		['CONVEX_WATCH', '', false],
		['EMULATOR_CONTROLS', '1', true],
		['CONVEX_ERRORS', '', 'redacted'],
		['CONVEX_ERRORS', 'full', 'full'],
		['APP_ORIGIN', 'http://a:1, http://b', ['http://a:1', 'http://b']],
		['PUBLIC_CLERK_PROXY_URL', '/__clerk', '/__clerk']
	])('reads %s=%s', (name, text, value) => {
		expect(readVariable(name, { [name]: text })).toEqual(value);
	});

	it.each<[Name, string]>([
		['PORT', '0'],
		['CLERK_PORT', '-1'],
		['CONVEX_PORT', '65536'],
		['CONVEX_PORT', '3210.5'],
		['TEST_PORT', 'abc'],
		['SOAK_SEED', '0'],
		['SOAK_COUNT', '2e1'],
		['OUTBOX_RUNS', 'many'],
		['CONVEX_WATCH', 'true'],
		['EMULATOR_CONTROLS', 'yes'],
		['CONVEX_ERRORS', 'ful'],
		['APP_ORIGIN', 'localhost:4173'],
		['APP_ORIGIN', 'http://localhost:4173/'],
		['PUBLIC_CLERK_PUBLISHABLE_KEY', 'sk_test_YS5iJA=='],
		['PUBLIC_CONVEX_URL', 'happy-otter-123.convex.cloud'],
		['PUBLIC_CLERK_PROXY_URL', 'app.example.com/__clerk']
	])('refuses %s=%s, and names it', (name, text) => {
		expect(() => readVariable(name, { [name]: text })).toThrow(SetupError);
		expect(mistakesIn({ [name]: text })).toEqual([expect.stringMatching(`^${name} `)]);
	});

	it('repeats no text that could be a secret', () => {
		const env = { PUBLIC_CLERK_PUBLISHABLE_KEY: 'sk_live_1', PUBLIC_CONVEX_URL: 'sk_live_2' };
		expect(mistakesIn(env)).toHaveLength(2);
		expect(mistakesIn(env).join()).not.toContain('sk_live');
	});
});

it('each variable in .env.example is read by somebody', async () => {
	const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
	const listed = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name);
	expect(listed.length).toBeGreaterThan(8);
	const ofDeployments = await knownVariables();
	expect(listed).toEqual(expect.arrayContaining(ofDeployments));
	// CHROMIUM_PATH is a path: scripts/browser.js says what is wrong with it.
	const others = listed.filter((name) => ![...ofDeployments, 'CHROMIUM_PATH'].includes(name));
	for (const name of others) expect(readVariable(name as Name, {}), name).toBeDefined();
});

describe('a variable of the deployment', () => {
	const never = new AbortController().signal;

	it.each(['abc', '1,5', 'Infinity', '0', '-1'])(
		'is not set to what it cannot be (%s)',
		async (scale) => {
			const wrong = /^RATE_LIMIT_SCALE: it must be a number from 0\.01 to 1000/;
			await expect(setEnv(['RATE_LIMIT_SCALE', scale], never)).rejects.toThrow(wrong);
			await expect(localVariables({ RATE_LIMIT_SCALE: scale })).rejects.toThrow(wrong);
		}
	);

	it('is not set under a name that no function reads', async () => {
		const setting = setEnv(['RATE_LIMIT_SCALES', '2'], never);
		await expect(setting).rejects.toThrow(/Which variable\?.*RATE_LIMIT_SCALE,/);
	});

	it('reaches the functions of the local Convex', async () => {
		expect(await localVariables({ RATE_LIMIT_SCALE: '2', OTHER: '1' })).toEqual({
			RATE_LIMIT_SCALE: '2',
			CONVEX_ENV_FILE: join(ROOT, '.env.convex.local')
		});
	});
});

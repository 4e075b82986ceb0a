import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from './setup-error.js';
import { localTarget, readTarget } from './target.js';

const KEY = `pk_test_${btoa('clerk.example.com$')}`;
const URL = 'https://happy-otter-123.convex.cloud';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'target-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function read(env: NodeJS.ProcessEnv) {
	return readTarget(env, folder);
}

describe('readTarget', () => {
	it('is the local servers when nothing is set', () => {
		expect(read({})).toEqual(localTarget({ app: 4173, clerk: 4410, convex: 3210 }));
	});

	it('takes an empty variable for one that is not set', () => {
		expect(read({ PUBLIC_CLERK_PUBLISHABLE_KEY: '', PUBLIC_CONVEX_URL: '' }).isLocal).toBe(true);
	});

	it('puts the local servers on the ports that the environment names', () => {
		const { ports, env } = read({ PORT: '1001', CLERK_PORT: '1002', CONVEX_PORT: '1003' });
		expect(ports).toEqual({ app: 1001, clerk: 1002, convex: 1003 });
		expect(env.PUBLIC_CONVEX_URL).toBe('http://127.0.0.1:1003');
		expect(env.CLERK_JWT_ISSUER_DOMAIN).toBe('http://127.0.0.1:1002');
	});

	it('is still the local servers when the environment was made for them', () => {
		const local = read({ CONVEX_PORT: '1003' });
		expect(read({ ...local.env, CONVEX_PORT: '1003' })).toEqual(local);
	});

	it('is Clerk and Convex themselves when both are set', () => {
		const target = read({ PUBLIC_CLERK_PUBLISHABLE_KEY: KEY, PUBLIC_CONVEX_URL: URL });
		expect(target.isLocal).toBe(false);
		expect(target.env).toMatchObject({
			PUBLIC_CLERK_PUBLISHABLE_KEY: KEY,
			PUBLIC_CONVEX_URL: URL,
			PUBLIC_CLERK_PROXY_URL: ''
		});
	});

	it('reads .env.local and .env, the first before the second and the environment before both', () => {
		writeFileSync(join(folder, '.env'), `PUBLIC_CONVEX_URL=https://from.env\nPORT=1001\n`);
		writeFileSync(
			join(folder, '.env.local'),
			`PUBLIC_CLERK_PUBLISHABLE_KEY=${KEY}\nPUBLIC_CONVEX_URL=https://from.env.local\n`
		);
		expect(read({}).env.PUBLIC_CONVEX_URL).toBe('https://from.env.local');
		expect(read({}).ports.app).toBe(1001);
		expect(read({ PUBLIC_CONVEX_URL: URL }).env.PUBLIC_CONVEX_URL).toBe(URL);
	});

	it.each([
		['only the address', { PUBLIC_CONVEX_URL: URL }, /PUBLIC_CLERK_PUBLISHABLE_KEY is not.*"API/],
		['only the key', { PUBLIC_CLERK_PUBLISHABLE_KEY: KEY }, /PUBLIC_CONVEX_URL is not.*convex dev/],
		[
			'a key that does not decode',
			{ PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_notakey', PUBLIC_CONVEX_URL: URL },
			/PUBLIC_CLERK_PUBLISHABLE_KEY does not decode.*dashboard/
		],
		[
			'a secret key',
			{ PUBLIC_CLERK_PUBLISHABLE_KEY: `sk_test_${btoa('a.b$')}`, PUBLIC_CONVEX_URL: URL },
			/PUBLIC_CLERK_PUBLISHABLE_KEY does not decode/
		],
		[
			'an address that is none',
			{ PUBLIC_CLERK_PUBLISHABLE_KEY: KEY, PUBLIC_CONVEX_URL: 'happy-otter-123' },
			/PUBLIC_CONVEX_URL is not an http\(s\) address such as https/
		],
		['a port that is none', { PORT: '80a' }, /PORT is not a port number: 80a/],
		['a port out of range', { CLERK_PORT: '70000' }, /CLERK_PORT is not a port number/]
	])('says what is wrong with %s', (_, env, message) => {
		expect(() => read(env)).toThrow(SetupError);
		expect(() => read(env)).toThrow(message);
	});
});

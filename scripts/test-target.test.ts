import { describe, expect, it } from 'vitest';
import { LOCAL_PUBLISHABLE_KEY } from '../emulators/clerk/publishable-key.js';
import { LEFT_TO_ALL, testEnv, testPorts, testTarget } from './test-target.js';

describe('testEnv', () => {
	it('leads to the local servers whatever the environment and the files say', () => {
		const elsewhere = {
			PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_mine',
			PUBLIC_CONVEX_URL: 'https://mine.convex.cloud',
			PORT: '80',
			CONVEX_PORT: '81'
		};
		for (const env of [testEnv(elsewhere, {}), testEnv({}, elsewhere)]) {
			expect(env).toMatchObject({
				PUBLIC_CLERK_PUBLISHABLE_KEY: LOCAL_PUBLISHABLE_KEY,
				PUBLIC_CONVEX_URL: 'http://127.0.0.1:4275',
				PORT: '4273',
				CLERK_PORT: '4274',
				CONVEX_PORT: '4275'
			});
		}
	});

	it('drops what would change the servers, the build or the tools, and keeps the rest', () => {
		const env = testEnv(
			{ NODE_ENV: 'production', CONVEX_ERRORS: 'full', VITE_X: '1', PATH: '/bin', CI: '1' },
			{}
		);
		expect(env).toMatchObject({ PATH: '/bin', CI: '1' });
		for (const name of ['NODE_ENV', 'CONVEX_ERRORS', 'VITE_X'])
			expect(env).not.toHaveProperty(name);
	});

	it('blanks what only a file sets, because Vite would read it there', () => {
		expect(testEnv({}, { PUBLIC_MINE: 'x' })).toMatchObject({ PUBLIC_MINE: '' });
	});
});

describe('testTarget', () => {
	it('takes three ports from TEST_PORT on', () => {
		expect(testTarget({ TEST_PORT: '5000' }).ports).toEqual({
			app: 5000,
			clerk: 5001,
			convex: 5002
		});
	});
});

describe('testPorts', () => {
	it('gives each worker three ports that no other worker has', () => {
		const ports = [0, 1].flatMap((worker) => Object.values(testPorts(worker, {})));
		expect(new Set(ports).size).toBe(6);
		expect(testPorts(0, {})).toEqual(testTarget({}).ports);
	});
});

describe('LEFT_TO_ALL', () => {
	it.each([
		['a test of the desktop', ' e2e a.spec.ts it works', false],
		['a repeated test of the desktop', ' e2e a.spec.ts it works @all', true],
		['a test that only the phone runs', ' e2e a.spec.ts it works @phone @all', true],
		['a test on the phone', ' phone a.spec.ts it works', true],
		['a chosen test on the phone', ' phone a.spec.ts it works @phone', false],
		['a test that only the phone runs, there', ' phone a.spec.ts it works @phone @all', false],
		['a test that speaks of a phone', ' e2e a.spec.ts on a phone it works', false]
	])('%s', (_case, title, isLeft) => {
		expect(new RegExp(LEFT_TO_ALL).test(title)).toBe(isLeft);
	});
});

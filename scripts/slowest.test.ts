import { describe, expect, it } from 'vitest';
import { slowest, timesOfPlaywright, timesOfVitest } from './slowest.js';

describe('timesOfVitest', () => {
	it('names each test with its file, from the repository on', () => {
		const assertionResults = [
			{ fullName: 'outbox sends', duration: 12.5 },
			{ fullName: 'skipped' }
		];
		const report = { testResults: [{ name: '/repo/src/outbox.test.ts', assertionResults }] };
		expect(timesOfVitest(report, '/repo')).toEqual([
			{ name: 'src/outbox.test.ts › outbox sends', ms: 12.5 },
			{ name: 'src/outbox.test.ts › skipped', ms: 0 }
		]);
	});
});

describe('timesOfPlaywright', () => {
	it('finds the tests of nested suites, and each of their tries', () => {
		const inner = {
			file: 'a.spec.ts',
			specs: [{ title: 'sends', tests: [{ results: [{ duration: 7 }, { duration: 9 }] }] }]
		};
		expect(timesOfPlaywright({ suites: [{ file: 'a.spec.ts', suites: [inner] }] })).toEqual([
			{ name: 'a.spec.ts › sends', ms: 7 },
			{ name: 'a.spec.ts › sends', ms: 9 }
		]);
	});
});

describe('slowest', () => {
	it('is the longest first, and no more than are asked for', () => {
		const tests = [3, 9, 5].map((ms) => ({ name: `${ms}`, ms }));
		expect(slowest(tests, 2).map(({ ms }) => ms)).toEqual([9, 5]);
	});

	it('is empty where there are no reports', () => {
		expect(
			slowest([...timesOfVitest(undefined, '/'), ...timesOfPlaywright(undefined)], 10)
		).toEqual([]);
	});
});

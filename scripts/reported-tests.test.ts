import { describe, expect, it } from 'vitest';
import { slowest, testsOfPlaywright, testsOfVitest } from './reported-tests.js';

describe('testsOfVitest', () => {
	it('names each test with its file, from the repository on', () => {
		const assertionResults = [
			{ fullName: 'outbox sends', status: 'passed', duration: 12.5 },
			{
				fullName: 'keeps',
				status: 'failed',
				duration: 3,
				failureMessages: ['Lost one.', 'And two.']
			},
			{ fullName: 'waits', status: 'pending' }
		];
		const report = { testResults: [{ name: '/repo/src/outbox.test.ts', assertionResults }] };
		expect(testsOfVitest(report, '/repo')).toEqual([
			{ name: 'src/outbox.test.ts › outbox sends', ms: 12.5, outcome: 'passed' },
			{ name: 'src/outbox.test.ts › keeps', ms: 3, outcome: 'failed', error: 'Lost one.' },
			{ name: 'src/outbox.test.ts › waits', ms: 0, outcome: 'skipped' }
		]);
	});

	it('has a file that could not be loaded as a test that failed', () => {
		const file = { name: '/repo/a.test.ts', status: 'failed', message: 'No such module.' };
		expect(testsOfVitest({ testResults: [{ ...file, assertionResults: [] }] }, '/repo')).toEqual([
			{ name: 'a.test.ts', ms: 0, outcome: 'failed', error: 'No such module.' }
		]);
	});
});

describe('testsOfPlaywright', () => {
	const reportOf = (
		status: string,
		...results: { duration: number; error?: { message: string } }[]
	) => {
		const specs = [{ title: 'sends', tests: [{ projectName: 'phone', status, results }] }];
		const inner = { file: 'a.spec.ts', specs };
		return { suites: [{ file: 'a.spec.ts', suites: [inner] }] };
	};
	const name = '[phone] a.spec.ts › sends';

	it('finds the tests of nested suites', () => {
		expect(testsOfPlaywright(reportOf('expected', { duration: 7 }))).toEqual([
			{ name, ms: 7, outcome: 'passed' }
		]);
	});

	it('has one that passed when it was tried again as flaky, with what was wrong at first', () => {
		const report = reportOf('flaky', { duration: 7, error: { message: 'Gone.' } }, { duration: 9 });
		expect(testsOfPlaywright(report)).toEqual([{ name, ms: 16, outcome: 'flaky', error: 'Gone.' }]);
	});

	it('has one that failed each time as failed', () => {
		const error = { message: 'Gone.' };
		const report = reportOf('unexpected', { duration: 7, error }, { duration: 9, error });
		expect(testsOfPlaywright(report)).toEqual([
			{ name, ms: 16, outcome: 'failed', error: 'Gone.' }
		]);
	});
});

describe('slowest', () => {
	it('is the longest first, and no more than are asked for', () => {
		const tests = [3, 9, 5].map((ms) => ({ name: `${ms}`, ms, outcome: 'passed' as const }));
		expect(slowest(tests, 2).map(({ ms }) => ms)).toEqual([9, 5]);
	});

	it('is empty where there are no reports', () => {
		const none = [...testsOfVitest(undefined, '/'), ...testsOfPlaywright(undefined)];
		expect(slowest(none, 10)).toEqual([]);
	});
});

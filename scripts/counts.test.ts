import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './counts.js';

describe('countVitest', () => {
	it('counts what passed and what failed', () => {
		const report = { numPassedTests: 12, numFailedTests: 3 };
		expect(countVitest(report, 1)).toEqual({ passed: 12, failed: 3 });
	});

	it('counts a failure when the run ends badly though no test failed', () => {
		const report = { numPassedTests: 12, numFailedTests: 0 };
		expect(countVitest(report, 1)).toEqual({ passed: 12, failed: 1 });
	});

	it.each([
		['no report', undefined],
		['no tests', { numPassedTests: 0, numFailedTests: 0 }]
	])('counts a failure when there is %s', (_, report) => {
		expect(countVitest(report, 0)).toEqual({ passed: 0, failed: 1 });
	});
});

describe('countPlaywright', () => {
	it('counts what passed and what failed', () => {
		const report = { stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 0 } };
		expect(countPlaywright(report, 1)).toEqual({ passed: 6, failed: 2 });
	});

	it('counts a failure when the run ends badly though no test failed', () => {
		const report = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 3 } };
		expect(countPlaywright(report, 1)).toEqual({ passed: 5, failed: 1 });
	});

	it.each([
		['no report', undefined],
		['no tests', { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 4 } }]
	])('counts a failure when there is %s', (_, report) => {
		expect(countPlaywright(report, 0)).toEqual({ passed: 0, failed: 1 });
	});
});

import { describe, expect, it } from 'vitest';
import { summarize } from './soak-summary.js';

const clean = { lost: [], duplicated: [], reordered: [], undone: [] };

function outcome(changes: object): { type: string; description: string } {
	const description = JSON.stringify({
		verdict: clean,
		vanished: [],
		written: 4,
		saved: 3,
		crashes: [{ of: 'browser', stage: 'sending' }],
		drainMs: 1_250,
		...changes
	});
	return { type: 'soak', description };
}

function reportOf(...tests: { type: string; description: string }[][]) {
	const specs = tests.map((annotations) => ({ tests: [{ annotations }] }));
	return { suites: [{ specs }] };
}

describe('summarize', () => {
	it('adds up what the seeds have counted', () => {
		const crashes = [
			{ of: 'browser', stage: 'sent' },
			{ of: 'backend', stage: 'saved' }
		];
		const report = reportOf([outcome({})], [outcome({ crashes, drainMs: 7_000, vanished: [2] })]);
		expect(summarize(report).split('\n')).toEqual([
			'2 seeds, 0 of them without an end',
			'8 messages written, 6 shown as saved',
			'1 crashes of backend: 1 saved',
			'2 crashes of browser: 1 sending, 1 sent',
			'outbox empty after 7.0 s at most',
			'1 gone from a screen for a moment',
			'0 lost',
			'0 duplicated',
			'0 reordered',
			'0 edits or deletions undone'
		]);
	});

	it('counts every message that is not as it was promised', () => {
		const report = reportOf(
			[outcome({ verdict: { ...clean, lost: ['1', '2'], duplicated: ['3'] } })],
			[outcome({ verdict: { ...clean, lost: ['1'], undone: ['4'] } })]
		);
		expect(summarize(report)).toContain(
			'3 lost\n1 duplicated\n0 reordered\n1 edits or deletions undone'
		);
	});

	it('says how many seeds came to no end', () => {
		const report = reportOf([outcome({})], [{ type: 'slow', description: 'Something else.' }]);
		expect(summarize(report)).toContain('2 seeds, 1 of them without an end');
	});
});

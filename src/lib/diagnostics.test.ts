import { afterEach, expect, test, vi } from 'vitest';
import { createReport, withoutWords, type Diagnostic } from './diagnostics.js';
import { PATIENTLY } from './fakes/patience.js';

afterEach(() => {
	vi.restoreAllMocks();
});

test('a handler is told what went wrong, after that has been dealt with', async () => {
	const told: Diagnostic[] = [];
	const error = new Error('no room');
	createReport([], (diagnostic) => told.push(diagnostic))('storage_failed', error);
	expect(told).toEqual([]);
	await Promise.resolve();
	expect(told).toEqual([{ code: 'storage_failed', error, at: expect.any(Number) as number }]);
});

test.each<[string, () => unknown]>([
	[
		'throws',
		() => {
			throw new Error('broken');
		}
	],
	['rejects later', () => Promise.reject(new Error('broken'))]
])('a handler that %s harms nothing, and leaves a trace', async (_how, handler) => {
	const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const report = createReport([], handler);
	expect(() => report('lock_lost')).not.toThrow();
	await vi.waitUntil(() => log.mock.calls.length > 0, PATIENTLY);
	expect(String(log.mock.calls[0]?.[0])).toBe('Error: broken');
});

test('the last 50 are remembered, also without a handler', () => {
	const recent: Diagnostic[] = [];
	const report = createReport(recent, undefined);
	for (let count = 1; count <= 60; count++) report('storage_failed', count);
	expect(recent).toHaveLength(50);
	expect([recent[0]?.error, recent.at(-1)?.error]).toEqual([11, 60]);
});

test('an error of the app’s keeps its name and its place, and loses its words', () => {
	const thrown = new RangeError('Too long: “Dear Grace,\nyou are invited”');
	const wordless = withoutWords(thrown);
	expect(wordless.name).toBe('RangeError');
	expect(wordless.message).toBe('');
	expect(wordless.stack).toContain('diagnostics.test.ts');
	expect(JSON.stringify([String(wordless), wordless.stack])).not.toMatch(/Grace|invited/);
	expect(String(withoutWords('Dear Grace'))).toBe('Error');
});

import type { Value } from 'convex/values';
import { describe, expect, test } from 'vitest';
import type { RejectionReason } from '$lib';
import type { Refusal } from '$convex/refusals';
import { launch } from '../../texts/en/launch';
import { textsIn } from '../../texts/language.svelte';
import { usePageTexts } from '../../texts/pages/page-texts.svelte';
import { whyRejected } from './refusal-text';

const t = usePageTexts({ locale: 'en', texts: textsIn('en', launch) });

const refused = (data: Value): RejectionReason => ({ kind: 'refused', data });
const invalid = (reason: 'empty' | 'tooLong'): Refusal => ({
	kind: 'Invalid',
	field: 'body',
	reason,
	limit: 4000
});

describe('a rejected message says why:', () => {
	const cases: [string, RejectionReason, string][] = [
		['not signed in', refused({ kind: 'Unauthenticated' }), 'Sign in again'],
		['not allowed', refused({ kind: 'Forbidden' }), 'may not write'],
		['nowhere to go', refused({ kind: 'NotFound', what: 'conversation' }), 'conversation is no'],
		['nobody to name', refused({ kind: 'NotFound', what: 'person' }), 'person is no longer'],
		['removed', refused({ kind: 'NotFound', what: 'message' }), 'message was deleted'],
		['empty', refused(invalid('empty')), 'is empty'],
		['too long', refused(invalid('tooLong')), `at most ${(4000).toLocaleString('en')} characters`],
		['a server that fails', { kind: 'server_error', message: 'x' }, 'server could not'],
		['a server that cannot read it', { kind: 'not_understood' }, 'could not read'],
		['too old', { kind: 'too_old' }, 'two weeks']
	];

	test.each(cases)('%s', (_case, reason, words) => {
		expect(whyRejected(t, reason)).toContain(words);
	});

	test('with a sentence for each kind', () => {
		const sentences = cases.map(([, reason]) => whyRejected(t, reason));
		expect(new Set(sentences).size).toBe(cases.length);
		for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
	});

	test('also for an error that is no refusal of this app', () => {
		expect(whyRejected(t, refused('no'))).toContain('server could not');
	});
});

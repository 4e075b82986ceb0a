import { expect, test } from 'vitest';
import { CallError } from '$lib';
import { refuse } from '../../../convex/refusals';
import { whyNotSent } from './refusal-text';

const tooLong = refuse({ kind: 'Invalid', field: 'body', reason: 'tooLong', limit: 4000 });
const empty = refuse({ kind: 'Invalid', field: 'body', reason: 'empty', limit: 4000 });

test.each([
	['there is no connection', new CallError('not_connected', ''), 'there is no connection'],
	['nobody knows whether it was', new CallError('outcome_unknown', ''), 'not be sent twice'],
	['the author is not signed in', refuse({ kind: 'Unauthenticated' }), 'sign in again'],
	['the author may not', refuse({ kind: 'Forbidden' }), 'you may not write'],
	['there is nowhere to', refuse({ kind: 'NotFound', what: 'conversation' }), 'no longer here'],
	['it is empty', empty, 'the message is empty'],
	['it is too long', tooLong, `at most ${(4000).toLocaleString()} characters`],
	['the server failed', new Error('[Request ID: 1] Server Error'), 'the server could not take it'],
	['something was thrown that is no error', 'down', 'the server could not take it']
])('a message that was not sent because %s says so', (_case, error, reason) => {
	expect(whyNotSent(error)).toContain(reason);
});

test('every reason is a sentence of its own', () => {
	const reasons = [
		new CallError('not_connected', ''),
		new CallError('outcome_unknown', ''),
		refuse({ kind: 'Unauthenticated' }),
		refuse({ kind: 'Forbidden' }),
		refuse({ kind: 'NotFound', what: 'conversation' }),
		empty,
		tooLong,
		new Error()
	].map(whyNotSent);
	expect(new Set(reasons).size).toBe(reasons.length);
	for (const reason of reasons) expect(reason).toMatch(/^[A-Z].*\.$/);
});

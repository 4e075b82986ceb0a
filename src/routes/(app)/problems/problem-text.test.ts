import { expect, test } from 'vitest';
import { CallError, OutboxError } from '$lib';
import { refuse } from '$convex/refusals';
import { launch } from '../../texts/en/launch';
import { textsIn } from '../../texts/language.svelte';
import { usePageTexts } from '../../texts/pages/page-texts.svelte';
import { whyNotSent } from './problem-text';

const t = usePageTexts({ locale: 'en', texts: textsIn('en', launch) });

test.each([
	['this device is full', new OutboxError('storage_full', ''), 'no room left'],
	['its storage does not work', new OutboxError('storage_failed', ''), 'storage does not work'],
	['there is no connection', new CallError('not_connected', ''), 'there is no connection'],
	['nobody knows whether it was', new CallError('outcome_unknown', ''), 'not be sent twice'],
	['the author may not', refuse({ kind: 'Forbidden' }), 'may not write'],
	['the server failed', new Error('[Request ID: 1] Server Error'), 'server could not accept it'],
	['something was thrown that is no error', 'down', 'server could not accept it']
])('a message that is neither stored nor sent because %s says so', (_case, error, reason) => {
	expect(whyNotSent(t, error)).toContain(reason);
});

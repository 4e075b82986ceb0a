import { ConvexError } from 'convex/values';
import { expect, test } from 'vitest';
import { isRefusal, isRefusalData, refuse, type Refusal } from './refusals';

const refusals: Refusal[] = [
	{ kind: 'Unauthenticated' },
	{ kind: 'Forbidden' },
	{ kind: 'NotFound', what: 'conversation' },
	{ kind: 'NotFound', what: 'message' },
	{ kind: 'NotFound', what: 'invitation' },
	{ kind: 'NotFound', what: 'person' },
	{ kind: 'Invalid', field: 'body', reason: 'tooLong', limit: 4000 },
	{ kind: 'Invalid', field: 'clientId', reason: 'empty', limit: 64 },
	{ kind: 'Invalid', field: 'editId', reason: 'empty', limit: 64 },
	{ kind: 'Invalid', field: 'name', reason: 'tooLong', limit: 80 },
	{ kind: 'Invalid', field: 'name', reason: 'emailAddress', limit: 80 },
	{ kind: 'Invalid', field: 'emoji', reason: 'notEmoji', limit: 16 },
	{ kind: 'Invalid', field: 'emoji', reason: 'tooMany', limit: 20 },
	{ kind: 'Invalid', field: 'text', reason: 'tooLong', limit: 200 },
	{ kind: 'Invalid', field: 'number', reason: 'notTaken', limit: 1 },
	{ kind: 'RateLimited', retryAfterMs: 500 }
];

test.each(refusals)('$kind is a refusal as an error and as stored data', (refusal) => {
	expect(isRefusal(refuse(refusal))).toBe(true);
	expect(refuse(refusal).data).toEqual(refusal);
	expect(isRefusalData(JSON.parse(JSON.stringify(refusal)))).toBe(true);
});

test.each([
	null,
	'Forbidden',
	{},
	{ kind: 'Unheard' },
	{ kind: 'NotFound' },
	{ kind: 'NotFound', what: 'colour' },
	{ kind: 'Invalid', field: 'body', reason: 'tooLong' },
	{ kind: 'Invalid', field: 'body', reason: 'rude', limit: 1 },
	{ kind: 'RateLimited' },
	{ kind: 'Invalid', field: 'colour', reason: 'empty', limit: 1 }
])('%j is no refusal of this app', (data) => {
	expect(isRefusalData(data)).toBe(false);
	expect(isRefusal(new ConvexError(data))).toBe(false);
});

test('an error is no refusal, whatever its message says', () => {
	expect(isRefusal(new Error('{"kind":"Forbidden"}'))).toBe(false);
	expect(isRefusal({ data: { kind: 'Forbidden' } })).toBe(false);
});

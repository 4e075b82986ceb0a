import { makeFunctionReference, type DefaultFunctionArgs } from 'convex/server';
import { convexToJson, type Value } from 'convex/values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyArgs } from '../fakes/convex-value.js';
import { queryKey } from './query-key.js';

const list = makeFunctionReference<'query', DefaultFunctionArgs>('messages:list');
const key = (args: Record<string, Value>) => queryKey(list, args);

/** The same value with the fields of every object in reverse order. */
function reversed(one: Value): Value {
	if (Array.isArray(one)) return one.map(reversed);
	if (typeof one !== 'object' || one === null || one instanceof ArrayBuffer) return one;
	const fields = Object.entries(one as Record<string, Value>).reverse();
	return Object.fromEntries(fields.map(([name, inner]) => [name, reversed(inner)]));
}

/** A string that is the same for values that Convex treats as equal. */
const canonical = (one: Value) =>
	JSON.stringify(convexToJson(one), (_name, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))
			: inner
	);

describe('the key of a query', () => {
	test('does not depend on the order of the fields, at any depth', () => {
		fc.assert(
			fc.property(anyArgs, (args) => {
				expect(queryKey(list, reversed(args) as DefaultFunctionArgs)).toBe(key(args));
			})
		);
	});

	test('differs when, and only when, the arguments do', () => {
		fc.assert(
			fc.property(anyArgs, anyArgs, (one, two) => {
				expect(key(one) === key(two)).toBe(canonical(one) === canonical(two));
			})
		);
	});

	test.each<[string, Value, Value]>([
		['a number and a bigint', 1, 1n],
		['a number and a text', 1, '1'],
		['zero and minus zero', 0, -0],
		['two bigints', 1n, 2n],
		['two blocks of bytes', new Uint8Array([1]).buffer, new Uint8Array([2]).buffer],
		['bytes and their text', new Uint8Array([1]).buffer, 'AQ=='],
		['an empty list and an empty object', [], {}],
		['lists in different order', [1, 2], [2, 1]],
		['nothing and a list of nothing', null, [null]]
	])('differs for %s', (_case, one, two) => {
		expect(key({ value: one })).not.toBe(key({ value: two }));
	});

	test('is the same for an undefined field and a missing one, as in Convex', () => {
		expect(queryKey(list, { limit: undefined, after: 1 })).toBe(queryKey(list, { after: 1 }));
	});

	test('differs for two queries with the same arguments', () => {
		const count = makeFunctionReference<'query', DefaultFunctionArgs>('messages:count');
		expect(queryKey(count, {})).not.toBe(queryKey(list, {}));
	});

	test('is the same for two references to one query', () => {
		const again = makeFunctionReference<'query', DefaultFunctionArgs>('messages:list');
		expect(queryKey(again, {})).toBe(queryKey(list, {}));
	});
});

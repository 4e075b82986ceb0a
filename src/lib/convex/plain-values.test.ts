import { convexToJson, jsonToConvex, type JSONValue, type Value } from 'convex/values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../errors.js';
import { copyValue, jsonOf } from './plain-values.js';
import { anyValue } from '../fakes/convex-value.js';

describe('a Convex value', () => {
	test('is written as Convex writes it', () => {
		fc.assert(
			fc.property(anyValue, (value) => {
				expect(jsonOf(value)).toBe(JSON.stringify(convexToJson(value)));
			})
		);
	});

	test('can be read by Convex', () => {
		fc.assert(
			fc.property(anyValue, (value) => {
				expect(jsonToConvex(JSON.parse(jsonOf(value)) as JSONValue)).toEqual(value);
			})
		);
	});

	test('has a copy with well-formed texts', () => {
		const copy = copyValue({ body: 'half \ud83d', tags: ['\ude00', 'whole 😀'] });
		expect(copy).toEqual({ body: 'half \ufffd', tags: ['\ufffd', 'whole 😀'] });
	});

	test('has a copy that is equal', () => {
		fc.assert(
			fc.property(anyValue, (value) => {
				expect(copyValue(value)).toEqual(value);
			})
		);
	});

	test('has a copy that does not change with the original', () => {
		const bytes = new Uint8Array([1]);
		const value = { list: [{ bytes: bytes.buffer }] };
		const copy = copyValue(value);
		bytes[0] = 2;
		value.list.push({ bytes: bytes.buffer });
		expect(copy).toEqual({ list: [{ bytes: new Uint8Array([1]).buffer }] });
	});

	test('has no field that is undefined', () => {
		expect(copyValue({ a: 1, b: undefined } as never)).toStrictEqual({ a: 1 });
	});
});

test.each([
	['a date', new Date(0)],
	['a map', new Map()],
	['a function', () => 1],
	['a symbol', Symbol('one')],
	['undefined in a list', [undefined]],
	['a class', new (class Own {})()]
])('%s is refused, as in Convex', (_case, value) => {
	const convexValue = { value } as unknown as Value;
	expect(() => convexToJson(convexValue)).toThrow();
	expect(() => copyValue(convexValue)).toThrow(ArgumentError);
	expect(() => jsonOf(convexValue)).toThrow(ArgumentError);
});

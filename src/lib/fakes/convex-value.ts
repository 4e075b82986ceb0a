import type { Value } from 'convex/values';
import fc from 'fast-check';

const field = fc.stringMatching(/^[a-z0-9]{1,3}$/);

const { any, object } = fc.letrec<{ any: Value; object: Record<string, Value> }>((tie) => ({
	object: fc.dictionary(field, tie('any'), { maxKeys: 4, noNullPrototype: true }),
	any: fc.oneof(
		{ maxDepth: 3 },
		fc.constant(null),
		fc.boolean(),
		fc.double(),
		fc.string(),
		fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
		fc.uint8Array({ maxLength: 4 }).map((bytes) => new Uint8Array(bytes).buffer),
		fc.array(tie('any'), { maxLength: 3 }),
		tie('object')
	)
}));

/** Any Convex value. */
export const anyValue: fc.Arbitrary<Value> = any;

/** Arguments of a function, with any Convex values. */
export const anyArgs: fc.Arbitrary<Record<string, Value>> = object;

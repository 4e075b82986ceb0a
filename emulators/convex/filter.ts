/** Works out the expressions that `.filter()` builds, for one document. */
import { compareValues, type Value } from 'convex/values';
import { FunctionError } from './errors.ts';
import { fieldOf, jsonToOptional, type JSONObject, type JSONValue } from './json.ts';

type Operand = Value | undefined;
type Numeric = number | bigint;

const COMPARISONS: Record<string, (order: number) => boolean> = {
	$eq: (order) => order === 0,
	$neq: (order) => order !== 0,
	$lt: (order) => order < 0,
	$lte: (order) => order <= 0,
	$gt: (order) => order > 0,
	$gte: (order) => order >= 0
};

/** Both operands are numbers, or both are bigints: TypeScript has no type for that. */
const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
	$add: (a, b) => a + b,
	$sub: (a, b) => a - b,
	$mul: (a, b) => a * b,
	$div: (a, b) => a / b,
	$mod: (a, b) => a % b
};

/** Whether a filter keeps a document. */
export function keeps(filter: JSONValue, document: JSONObject): boolean {
	return isTrue(evaluate(filter, document));
}

function evaluate(expression: JSONValue, document: JSONObject): Operand {
	const [[operator, operands] = ['', null]] = Object.entries(expression as JSONObject);
	if (operator === '$field') return fieldOf(document, operands as string);
	if (operator === '$literal') return jsonToOptional(operands);
	const list = [operands].flat();
	const value = (i: number) => evaluate(list[i] ?? null, document);
	if (operator === '$and') return list.every((operand) => keeps(operand, document));
	if (operator === '$or') return list.some((operand) => keeps(operand, document));
	if (operator === '$not') return !isTrue(value(0));
	const compare = COMPARISONS[operator];
	if (compare) return compare(compareValues(value(0), value(1)));
	const [a, b] = operator === '$neg' ? [0, value(0)] : [value(0), value(1)];
	const calculate = ARITHMETIC[operator === '$neg' ? '$sub' : operator];
	const isBig = typeof b === 'bigint';
	if (calculate && isNumeric(b) && (operator === '$neg' || typeof a === typeof b)) {
		return calculate((operator === '$neg' && isBig ? 0n : a) as number, b as number);
	}
	throw new FunctionError(`A filter cannot apply ${operator} to these values.`);
}

function isTrue(value: Operand): boolean {
	if (typeof value === 'boolean') return value;
	throw new FunctionError('A part of a filter that should be true or false is neither.');
}

function isNumeric(value: Operand): value is Numeric {
	return typeof value === 'number' || typeof value === 'bigint';
}

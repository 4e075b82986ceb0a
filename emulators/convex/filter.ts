/** Evaluates the expressions that `.filter(q => ...)` builds. */
import { compareValues, jsonToConvex, type Value } from 'convex/values';
import { FunctionError } from './errors.ts';
import { isObject, type JSONObject, type JSONValue } from './json.ts';

type Operand = Value | undefined;

const comparison = (holds: (order: number) => boolean) => (l: Operand, r: Operand) =>
	holds(compareValues(l, r));

// Convex lets both sides be numbers or both be bigints, and JavaScript's operators take either.
const arithmetic = (compute: (l: number, r: number) => number) => (l: Operand, r: Operand) =>
	compute(l as number, r as number);

const OPERATORS: Record<string, (l: Operand, r: Operand) => Operand> = {
	$eq: comparison((order) => order === 0),
	$neq: comparison((order) => order !== 0),
	$lt: comparison((order) => order < 0),
	$lte: comparison((order) => order <= 0),
	$gt: comparison((order) => order > 0),
	$gte: comparison((order) => order >= 0),
	$add: arithmetic((l, r) => l + r),
	$sub: arithmetic((l, r) => l - r),
	$mul: arithmetic((l, r) => l * r),
	$div: arithmetic((l, r) => l / r),
	$mod: arithmetic((l, r) => l % r)
};

/** The value of an expression over a document. */
export function evaluate(expression: JSONValue, document: JSONObject): Operand {
	const [[name, operand] = ['', null]] = isObject(expression) ? Object.entries(expression) : [];
	const operands = Array.isArray(operand) ? operand : [];
	const binary = OPERATORS[name];
	if (binary) {
		const [left = null, right = null] = operands;
		return binary(evaluate(left, document), evaluate(right, document));
	}
	switch (name) {
		case '$literal':
			return isObject(operand) && '$undefined' in operand ? undefined : jsonToConvex(operand);
		case '$field':
			return fieldOf(document, String(operand));
		case '$and':
			return operands.every((part) => evaluate(part, document) === true);
		case '$or':
			return operands.some((part) => evaluate(part, document) === true);
		case '$not':
			return evaluate(operand, document) !== true;
		case '$neg':
			return -(evaluate(operand, document) as number);
		default:
			throw new FunctionError(`The local Convex does not know the filter operator ${name}.`);
	}
}

/** A document's value at a path like `author.name`, or `undefined` where it has none. */
export function fieldOf(document: JSONObject, path: string): Operand {
	let value: JSONValue | undefined = document;
	for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
	return value === undefined ? undefined : jsonToConvex(value);
}

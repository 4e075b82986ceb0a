/** Checks values against the validators that `v` builds: arguments, return values and documents. */
import { inspect } from 'node:util';
import { compareValues, jsonToConvex, type ValidatorJSON, type Value } from 'convex/values';
import type { JSONObject } from './json.ts';
import type { Catalog, Table } from './schema.ts';

/** Why a value does not match a validator, or `undefined` when it does. */
export function mismatch(
	value: Value,
	validator: ValidatorJSON,
	catalog: Pick<Catalog, 'tableOf'>,
	path = ''
): string | undefined {
	const check = (part: Value, against: ValidatorJSON, step: string) =>
		mismatch(part, against, catalog, path + step);
	const firstOf = (problems: (string | undefined)[]) => problems.find((p) => p !== undefined);
	const explain = (problem: string) =>
		`${problem}\nPath: ${path}\nValue: ${inspect(value).slice(0, 1000)}\nValidator: ${JSON.stringify(validator)}`;
	const expect = (holds: boolean) =>
		holds ? undefined : explain('Value does not match validator.');

	switch (validator.type) {
		case 'any':
			return undefined;
		case 'null':
			return expect(value === null);
		case 'number':
		case 'bigint':
		case 'boolean':
		case 'string':
			return expect(typeof value === validator.type);
		case 'commitTs':
			return expect(typeof value === 'bigint');
		case 'bytes':
			return expect(value instanceof ArrayBuffer);
		case 'literal':
			return expect(compareValues(value, jsonToConvex(validator.value)) === 0);
		case 'id': {
			const { tableName } = validator;
			const found = typeof value === 'string' ? catalog.tableOf(value)?.label : undefined;
			if (found === undefined || found === tableName) return expect(found !== undefined);
			return explain(`Found ID from table \`${found}\`, which does not match \`${tableName}\`.`);
		}
		case 'array':
			if (!Array.isArray(value)) return expect(false);
			return firstOf(value.map((part, i) => check(part, validator.value, `[${i}]`)));
		case 'union':
			return expect(validator.value.some((member) => check(value, member, '') === undefined));
		case 'record': {
			if (!isRecord(value)) return expect(false);
			const { keys, values } = validator;
			const checkEntry = ([key, part]: [string, Value]) =>
				check(key, keys, `.${key}`) ?? check(part, values.fieldType, `.${key}`);
			return firstOf(Object.entries(value).map(checkEntry));
		}
		case 'object': {
			if (!isRecord(value)) return expect(false);
			const fields = Object.entries(validator.value);
			const extra = Object.keys(value).find((name) => !Object.hasOwn(validator.value, name));
			if (extra !== undefined) return explain(`Object contains extra field \`${extra}\`.`);
			const checkField = ([name, { fieldType, optional }]: (typeof fields)[number]) => {
				const part = value[name];
				if (part !== undefined) return check(part, fieldType, `.${name}`);
				return optional ? undefined : explain(`Object is missing the required field \`${name}\`.`);
			};
			return firstOf(fields.map(checkField));
		}
	}
}

/** Why a document does not match its table's validator, or `undefined` when it does, or has none. */
export function documentMismatch(
	{ component, validator }: Table,
	{ _id: _, _creationTime: __, ...fields }: JSONObject,
	catalog: Catalog
): string | undefined {
	return validator && mismatch(jsonToConvex(fields), validator, catalog.within(component));
}

function isRecord(value: Value): value is Record<string, Value> {
	return Object.prototype.toString.call(value) === '[object Object]';
}

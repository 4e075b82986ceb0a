import { convexToJson, jsonToConvex, type JSONValue, type Value } from 'convex/values';

export type { JSONValue };

/** A JSON object: a document, arguments or one message, in Convex's encoding of its values. */
export type JSONObject = { [key: string]: JSONValue };

/** Whether a JSON value is an object, and neither `null` nor an array. */
export function isObject(value: unknown): value is JSONObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a value that may be missing, as the convex package writes it. */
export function jsonToOptional(json: JSONValue): Value | undefined {
	return isObject(json) && '$undefined' in json ? undefined : jsonToConvex(json);
}

/** Writes a value that may be missing. */
export function optionalToJson(value: Value | undefined): JSONValue {
	return value === undefined ? { $undefined: null } : convexToJson(value);
}

/** A document's value at a path like `author.name`, or `undefined` where it has none. */
export function fieldOf(document: JSONObject, path: string): Value | undefined {
	let value: JSONValue | undefined = document[path];
	if (path.includes('.')) {
		value = document;
		for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
	}
	return typeof value === 'object' ? jsonToConvex(value) : value;
}

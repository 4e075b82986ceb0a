import type { JSONValue } from 'convex/values';

export type { JSONValue };

/** A JSON object: a document, arguments or one message, in Convex's encoding of its values. */
export type JSONObject = { [key: string]: JSONValue };

/** Whether a JSON value is an object, and neither `null` nor an array. */
export function isObject(value: unknown): value is JSONObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

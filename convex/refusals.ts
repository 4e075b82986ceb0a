// The app imports this file too: nothing here may import the server.
import { ConvexError } from 'convex/values';

/**
 * Why a function refused.
 *
 * - `Unauthenticated`: the call had no identity, or that of a deleted account.
 * - `Forbidden`: the caller may not do this. For a query, the caller may not read the result any more, so a
 *   client deletes its copy.
 * - `NotFound`: something that an argument names does not exist, or does not exist any more.
 * - `Invalid`: `field` is wrong; its limit is `limit`. The same call will always be refused.
 * - `RateLimited`: too many calls at once. The same call may be repeated after `retryAfterMs` milliseconds.
 */
export type Refusal =
	| { kind: 'Unauthenticated' }
	| { kind: 'Forbidden' }
	| { kind: 'NotFound'; what: MissingThing }
	| { kind: 'Invalid'; field: InvalidField; reason: InvalidReason; limit: number }
	| { kind: 'RateLimited'; retryAfterMs: number };

const MISSING_THINGS = ['conversation', 'invitation', 'message', 'person'] as const;
const INVALID_FIELDS = [
	'body',
	'clientId',
	'editId',
	'emoji',
	'message',
	'name',
	'number',
	'text',
	'token'
] as const;
const INVALID_REASONS = [
	'empty',
	'tooLong',
	'tooMany',
	'notEmoji',
	'emailAddress',
	'notTaken'
] as const;

/** The thing that a `NotFound` refusal is about. */
export type MissingThing = (typeof MISSING_THINGS)[number];

/** The argument that an `Invalid` refusal is about. */
export type InvalidField = (typeof INVALID_FIELDS)[number];

/**
 * What is wrong with it. `tooMany`: the message has reactions of that many kinds already, or the conversation has so
 * many pinned messages.
 * `emailAddress`: a name has one in it, which everybody would read. `notTaken`: no such number or page is
 * given out.
 */
export type InvalidReason = (typeof INVALID_REASONS)[number];

/** Creates the error for a refusal. Its data reaches the client, unlike the text of other errors. */
export function refuse(refusal: Refusal): ConvexError<Refusal> {
	return new ConvexError(refusal);
}

/**
 * Whether a caught error is a refusal by one of this app's functions.
 *
 * ```ts
 * if (isRefusal(error) && error.data.kind === 'Invalid') show(error.data.reason);
 * ```
 */
export function isRefusal(error: unknown): error is ConvexError<Refusal> {
	// Checked by its shape, so that the app need not load Convex's class for this.
	return error instanceof Error && 'data' in error && isRefusalData(error.data);
}

/** Whether a value has the shape of a refusal, for example one from storage. */
export function isRefusalData(data: unknown): data is Refusal {
	if (typeof data !== 'object' || data === null) return false;
	const { kind, what, field, reason, limit, retryAfterMs } = data as Record<string, unknown>;
	switch (kind) {
		case 'Unauthenticated':
		case 'Forbidden':
			return true;
		case 'NotFound':
			return isOneOf(MISSING_THINGS, what);
		case 'Invalid':
			return (
				isOneOf(INVALID_FIELDS, field) &&
				isOneOf(INVALID_REASONS, reason) &&
				typeof limit === 'number'
			);
		case 'RateLimited':
			return typeof retryAfterMs === 'number';
		default:
			return false;
	}
}

function isOneOf(known: readonly unknown[], value: unknown): boolean {
	return known.includes(value);
}

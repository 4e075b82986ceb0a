// Imported by the app as well: nothing here may import the server.
import { ConvexError } from 'convex/values';

/**
 * Why a function refused.
 *
 * - `Unauthenticated`: the call carried no identity.
 * - `Forbidden`: the caller is known and may not do this. Of something that is read: not any more, so
 *   what is left of it elsewhere is to go.
 * - `NotFound`: what an argument names is not there, or is not there any more.
 * - `Invalid`: there is something wrong with `field`, whose limit is `limit`. The same call is always
 *   refused.
 * - `RateLimited`: too many of these at once. The same call is right in `retryAfterMs`.
 */
export type Refusal =
	| { kind: 'Unauthenticated' }
	| { kind: 'Forbidden' }
	| { kind: 'NotFound'; what: MissingThing }
	| { kind: 'Invalid'; field: InvalidField; reason: InvalidReason; limit: number }
	| { kind: 'RateLimited'; retryAfterMs: number };

const MISSING_THINGS = ['conversation', 'invitation', 'message', 'person'] as const;
const INVALID_FIELDS = ['body', 'clientId', 'editId', 'emoji', 'name', 'text'] as const;
const INVALID_REASONS = ['empty', 'tooLong', 'tooMany', 'notEmoji', 'emailAddress'] as const;

/** What a `NotFound` refusal is about. */
export type MissingThing = (typeof MISSING_THINGS)[number];

/** The argument that an `Invalid` refusal is about. */
export type InvalidField = (typeof INVALID_FIELDS)[number];

/**
 * What is wrong with it. `tooMany`: the message has reactions of that many kinds already.
 * `emailAddress`: a name has one in it, which everybody would read.
 */
export type InvalidReason = (typeof INVALID_REASONS)[number];

/** The error to throw for a refusal; its data reaches the client, unlike the text of other errors. */
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
	// By its shape alone: an app that only asks this need not load Convex's class.
	return error instanceof Error && 'data' in error && isRefusalData(error.data);
}

/** Whether a value has the shape of a refusal, as for one read back from storage. */
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

// Imported by the app as well: nothing here may import the server.
import { ConvexError } from 'convex/values';

/**
 * Why a function refused.
 *
 * - `Unauthenticated`: the call carried no identity.
 * - `Forbidden`: the caller is known and may not do this.
 * - `NotFound`: what an argument names is not there, or is not there any more.
 * - `Invalid`: `field` was empty, or longer than `limit` characters. The same call is always refused.
 */
export type Refusal =
	| { kind: 'Unauthenticated' }
	| { kind: 'Forbidden' }
	| { kind: 'NotFound'; what: 'conversation' | 'message' }
	| { kind: 'Invalid'; field: InvalidField; reason: InvalidReason; limit: number };

const INVALID_FIELDS = ['body', 'clientId', 'editId', 'name'] as const;

/** The argument that an `Invalid` refusal is about. */
export type InvalidField = (typeof INVALID_FIELDS)[number];

/** What is wrong with it. */
export type InvalidReason = 'empty' | 'tooLong';

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
	return error instanceof ConvexError && isRefusalData(error.data);
}

/** Whether a value has the shape of a refusal, as for one read back from storage. */
export function isRefusalData(data: unknown): data is Refusal {
	if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
	switch (data.kind) {
		case 'Unauthenticated':
		case 'Forbidden':
			return true;
		case 'NotFound':
			return 'what' in data && (data.what === 'conversation' || data.what === 'message');
		case 'Invalid':
			return (
				'field' in data &&
				INVALID_FIELDS.some((field) => field === data.field) &&
				'reason' in data &&
				(data.reason === 'empty' || data.reason === 'tooLong') &&
				'limit' in data &&
				typeof data.limit === 'number'
			);
		default:
			return false;
	}
}
